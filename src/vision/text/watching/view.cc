#include "vision/text/watching/view.h"

#include <algorithm>

#include <opencv2/imgproc.hpp>

#include "vision/text/reading/scaling.h"

namespace smarttag::vision::text {

View view_of(const media::Frame& frame) {
  constexpr int kLongSide = 960;  // letters of 18 pixels in 1280x720 keep 13
  View view{frame.time, {}, 1};
  cv::cvtColor(frame.bgr, view.grey, cv::COLOR_BGR2GRAY);
  const int longer = std::max(frame.bgr.cols, frame.bgr.rows);
  if (longer <= kLongSide) return view;
  view.scale = static_cast<float>(longer) / kLongSide;
  const auto side = [&](int of) { return std::max(1, cvRound(static_cast<float>(of) / view.scale)); };
  view.grey = resized(view.grey, {side(frame.bgr.cols), side(frame.bgr.rows)});
  return view;
}

}  // namespace smarttag::vision::text
