// The rotation, uniform scale and shift that best maps one set of points onto another.
#pragma once

#include <span>

#include <opencv2/core.hpp>

namespace smarttag::vision::faces {

// The 2x3 matrix [sR | t] with the least sum of squared distances |sR from + t - to|^2, without reflection.
// Umeyama, Least-squares estimation of transformation parameters between two point patterns, 1991; in two
// dimensions it has a closed form. The spans have the same size, at least 2. Points of `from` that all
// coincide give scale 0.
cv::Matx23f similarity_transform(std::span<const cv::Point2f> from, std::span<const cv::Point2f> to);

// The inverse of such a matrix with a scale above 0.
cv::Matx23f inverted(const cv::Matx23f& transform);

inline cv::Point2f apply(const cv::Matx23f& m, cv::Point2f p) {
  return {m(0, 0) * p.x + m(0, 1) * p.y + m(0, 2), m(1, 0) * p.x + m(1, 1) * p.y + m(1, 2)};
}

}  // namespace smarttag::vision::faces
