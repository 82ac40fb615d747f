// Which way up a picture is shown.
#pragma once

#include <cstdint>
#include <optional>

#include <opencv2/core.hpp>

namespace smarttag::media {

// One of the eight ways a picture may lie: first its axes change places, then it is mirrored.
struct Orientation {
  bool transposed = false;  // rows become columns
  bool mirrored_x = false;  // left and right change places, after the transposition
  bool mirrored_y = false;  // top and bottom

  // Of a display matrix: nine numbers as in libavutil/display.h, ISO/IEC 14496-12 "matrix"; null is upright.
  // An angle between two quarter turns goes to the nearer one.
  static Orientation of_matrix(const std::int32_t* matrix);

  // Of the EXIF tag Orientation, 1 to 8 (CIPA DC-008, 4.6.4); anything else is upright.
  static Orientation of_exif(int value);

  bool operator==(const Orientation&) const = default;
};

// The picture as it is shown; shares its pixels with the argument when there is nothing to turn.
cv::Mat upright(const cv::Mat& picture, const Orientation& orientation);

// The size as it is shown.
inline cv::Size upright(cv::Size size, const Orientation& orientation) {
  return orientation.transposed ? cv::Size(size.height, size.width) : size;
}

}  // namespace smarttag::media
