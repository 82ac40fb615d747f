#include "vision/text/reading/scaling.h"

#include <opencv2/imgproc.hpp>

namespace smarttag::vision::text {

cv::Mat resized(const cv::Mat& picture, cv::Size size) {
  cv::Mat from = picture;
  while (from.cols >= 2 * size.width && from.rows >= 2 * size.height) {
    const cv::Rect even(0, 0, from.cols & ~1, from.rows & ~1);
    cv::Mat half;
    cv::resize(from(even), half, even.size() / 2, 0, 0, cv::INTER_AREA);
    from = half;
  }
  if (from.size() == size) return from;
  cv::Mat to;
  cv::resize(from, to, size, 0, 0, cv::INTER_LINEAR);
  return to;
}

}  // namespace smarttag::vision::text
