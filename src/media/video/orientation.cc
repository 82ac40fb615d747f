#include "media/video/orientation.h"

#include <array>
#include <cstdlib>

namespace smarttag::media {

Orientation Orientation::of_matrix(const std::int32_t* matrix) {
  if (matrix == nullptr) return {};
  // A point (p, q) goes to (a p + c q, b p + d q), with a, b, c, d at 0, 1, 3, 4.
  const std::int64_t a = matrix[0], b = matrix[1], c = matrix[3], d = matrix[4];
  if (std::abs(a) + std::abs(d) >= std::abs(b) + std::abs(c)) return {false, a < 0, d < 0};
  return {true, c < 0, b < 0};
}

Orientation Orientation::of_exif(int value) {
  constexpr std::array<Orientation, 8> kOrientations{{{false, false, false},
                                                      {false, true, false},
                                                      {false, true, true},
                                                      {false, false, true},
                                                      {true, false, false},
                                                      {true, true, false},
                                                      {true, true, true},
                                                      {true, false, true}}};
  return value >= 1 && value <= 8 ? kOrientations[static_cast<std::size_t>(value - 1)] : Orientation{};
}

cv::Mat upright(const cv::Mat& picture, const Orientation& orientation) {
  cv::Mat turned = picture;
  if (orientation.transposed) {
    cv::Mat result;
    cv::transpose(turned, result);
    turned = result;
  }
  if (orientation.mirrored_x || orientation.mirrored_y) {
    const int code = orientation.mirrored_x && orientation.mirrored_y ? -1 : (orientation.mirrored_x ? 1 : 0);
    cv::Mat result;
    cv::flip(turned, result, code);
    turned = result;
  }
  return turned;
}

}  // namespace smarttag::media
