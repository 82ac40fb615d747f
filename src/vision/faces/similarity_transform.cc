#include "vision/faces/similarity_transform.h"

namespace smarttag::vision::faces {
namespace {

cv::Point2d mean(std::span<const cv::Point2f> points) {
  cv::Point2d sum;
  for (const cv::Point2f& point : points) sum += cv::Point2d(point);
  return sum / static_cast<double>(points.size());
}

}  // namespace

cv::Matx23f similarity_transform(std::span<const cv::Point2f> from, std::span<const cv::Point2f> to) {
  CV_Assert(from.size() == to.size() && from.size() >= 2);
  const cv::Point2d centre_from = mean(from), centre_to = mean(to);
  // With points as complex numbers around their centres the best factor is sum(conj(from) to) / sum |from|^2.
  double real = 0, imaginary = 0, square = 0;
  for (size_t i = 0; i < from.size(); ++i) {
    const cv::Point2d a = cv::Point2d(from[i]) - centre_from, b = cv::Point2d(to[i]) - centre_to;
    real += a.dot(b);
    imaginary += a.cross(b);
    square += a.dot(a);
  }
  if (square > 0) {
    real /= square;
    imaginary /= square;
  }
  return {static_cast<float>(real),
          static_cast<float>(-imaginary),
          static_cast<float>(centre_to.x - real * centre_from.x + imaginary * centre_from.y),
          static_cast<float>(imaginary),
          static_cast<float>(real),
          static_cast<float>(centre_to.y - imaginary * centre_from.x - real * centre_from.y)};
}

cv::Matx23f inverted(const cv::Matx23f& m) {
  const float square = m(0, 0) * m(0, 0) + m(1, 0) * m(1, 0);
  CV_Assert(square > 0);
  const float a = m(0, 0) / square, b = m(1, 0) / square;
  return {a, b, -a * m(0, 2) - b * m(1, 2), -b, a, b * m(0, 2) - a * m(1, 2)};
}

}  // namespace smarttag::vision::faces
