#include "vision/objects/model/letterbox.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace smarttag::vision::objects {

Letterbox Letterbox::fit(const cv::Rect& region, const cv::Size& input) {
  const double scale = std::min(static_cast<double>(input.width) / region.width,
                                static_cast<double>(input.height) / region.height);
  const int width = std::clamp(static_cast<int>(std::lround(region.width * scale)), 1, input.width);
  const int height = std::clamp(static_cast<int>(std::lround(region.height * scale)), 1, input.height);
  return {region, {(input.width - width) / 2, (input.height - height) / 2, width, height}, input};
}

cv::Mat Letterbox::draw(const cv::Mat& bgr, const cv::Scalar& padding) const {
  cv::Mat drawn(input, CV_8UC3, padding);
  cv::Mat inside = drawn(placed);
  // Averages when it shrinks, so that thin things do not flicker between samples.
  const auto how = placed.width < region.width ? cv::INTER_AREA : cv::INTER_LINEAR;
  cv::resize(bgr(region), inside, placed.size(), 0, 0, how);
  return drawn;
}

Box Letterbox::to_picture(const Box& in_input) const {
  const Box moved{in_input.left - static_cast<float>(placed.x), in_input.top - static_cast<float>(placed.y),
                  in_input.right - static_cast<float>(placed.x),
                  in_input.bottom - static_cast<float>(placed.y)};
  const Box box = scaled(moved, 1 / scale_x(), 1 / scale_y());
  const auto x = static_cast<float>(region.x);
  const auto y = static_cast<float>(region.y);
  return {box.left + x, box.top + y, box.right + x, box.bottom + y};
}

Box Letterbox::to_input(const Box& in_picture) const {
  const auto x = static_cast<float>(region.x);
  const auto y = static_cast<float>(region.y);
  const Box box =
      scaled({in_picture.left - x, in_picture.top - y, in_picture.right - x, in_picture.bottom - y},
             scale_x(), scale_y());
  return {box.left + static_cast<float>(placed.x), box.top + static_cast<float>(placed.y),
          box.right + static_cast<float>(placed.x), box.bottom + static_cast<float>(placed.y)};
}

}  // namespace smarttag::vision::objects
