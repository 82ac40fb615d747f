#include "vision/text/reading/db_postprocess.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

namespace smarttag::vision::text {
namespace {

// As PaddleOCR's DBPostProcess has them.
constexpr std::size_t kMostCandidates = 1000;
constexpr float kThinnestCore = 3;  // pixels of the map
constexpr float kThinnestLine = 5;

Quad corners_of(const cv::RotatedRect& rect) {
  std::array<cv::Point2f, 4> corners;
  rect.points(corners.data());
  return corners;
}

// Mean probability inside a quad.
float mean_inside(const cv::Mat& probability, const Quad& quad) {
  const Box box = bounds(quad);
  const cv::Rect all(0, 0, probability.cols, probability.rows);
  const cv::Point first(static_cast<int>(std::floor(box.left)), static_cast<int>(std::floor(box.top)));
  const cv::Point last(static_cast<int>(std::ceil(box.right)) + 1,
                       static_cast<int>(std::ceil(box.bottom)) + 1);
  const cv::Rect area = cv::Rect(first, last) & all;
  if (area.empty()) return 0;
  std::array<cv::Point, 4> polygon;
  for (std::size_t i = 0; i < 4; ++i)
    polygon[i] = {static_cast<int>(quad[i].x) - area.x, static_cast<int>(quad[i].y) - area.y};
  cv::Mat mask(area.size(), CV_8UC1, cv::Scalar(0));
  cv::fillConvexPoly(mask, polygon.data(), 4, cv::Scalar(1));
  return static_cast<float>(cv::mean(probability(area), mask)[0]);
}

}  // namespace

Quad ordered(const std::array<cv::Point2f, 4>& corners) {
  Quad sorted = corners;
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.x < b.x; });
  if (sorted[0].y > sorted[1].y) std::swap(sorted[0], sorted[1]);
  if (sorted[2].y > sorted[3].y) std::swap(sorted[2], sorted[3]);
  return {sorted[0], sorted[2], sorted[3], sorted[1]};
}

std::vector<Quad> quads_of(const cv::Mat& probability, const DbRules& rules) {
  cv::Mat core = probability > rules.pixel_threshold;
  cv::dilate(core, core, cv::Mat::ones(2, 2, CV_8UC1));
  std::vector<std::vector<cv::Point>> contours;
  cv::findContours(core, contours, cv::RETR_LIST, cv::CHAIN_APPROX_SIMPLE);
  if (contours.size() > kMostCandidates) contours.resize(kMostCandidates);

  std::vector<Quad> quads;
  for (const auto& contour : contours) {
    cv::RotatedRect rect = cv::minAreaRect(contour);
    if (std::min(rect.size.width, rect.size.height) < kThinnestCore) continue;
    if (mean_inside(probability, corners_of(rect)) < rules.box_threshold) continue;
    // A rectangle offset by d with rounded corners lies in the rectangle whose sides are longer by 2 d.
    const float d = rect.size.area() * rules.unclip_ratio / (2 * (rect.size.width + rect.size.height));
    rect.size += cv::Size2f(2 * d, 2 * d);
    if (std::min(rect.size.width, rect.size.height) < kThinnestLine) continue;
    quads.push_back(ordered(corners_of(rect)));
  }
  return quads;
}

}  // namespace smarttag::vision::text
