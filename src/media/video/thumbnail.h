// A very small grey copy of a decoded frame, to see cuts by.
#pragma once

#include <array>

#include "media/input/ffmpeg.h"

namespace smarttag::media {

// Grey levels 0 to 255, the frame as it lies in the stream (not turned), whatever its shape.
struct Thumbnail {
  static constexpr int kWidth = 32;
  static constexpr int kHeight = 18;
  std::array<float, kWidth * kHeight> grey{};
};

// Means of 8x8 points spread over each cell, taken from the frame's own luma where it has one: some 30 us.
class Thumbnailer {
 public:
  Thumbnail make(const AVFrame& frame);

 private:
  Scaler scaler_;  // for RGB and other formats without a plane of luma
};

}  // namespace smarttag::media
