#include "vision/text/reading/line_crop.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

namespace smarttag::vision::text {
namespace {

float distance(const cv::Point2f& a, const cv::Point2f& b) { return std::hypot(a.x - b.x, a.y - b.y); }

}  // namespace

cv::Mat flat_line(const cv::Mat& bgr, const Quad& quad) {
  const float width = std::max(distance(quad[0], quad[1]), distance(quad[3], quad[2]));
  const float height = std::max(distance(quad[0], quad[3]), distance(quad[1], quad[2]));
  const cv::Size size(std::max(1, static_cast<int>(width)), std::max(1, static_cast<int>(height)));
  const auto right = static_cast<float>(size.width), bottom = static_cast<float>(size.height);
  const std::array<cv::Point2f, 4> flat{{{0, 0}, {right, 0}, {right, bottom}, {0, bottom}}};
  const cv::Mat transform = cv::getPerspectiveTransform(quad.data(), flat.data());
  cv::Mat line;
  cv::warpPerspective(bgr, line, transform, size, cv::INTER_CUBIC, cv::BORDER_REPLICATE);
  return line;
}

}  // namespace smarttag::vision::text
