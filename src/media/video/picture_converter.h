// Makes of a decoded frame the picture that analysers see.
#pragma once

#include <optional>

#include <opencv2/core.hpp>

#include "base/error.h"
#include "media/input/ffmpeg.h"
#include "media/video/orientation.h"

namespace smarttag::media {

// What the container says of the pictures of a stream.
struct PictureLayout {
  AVRational aspect{0, 1};                 // width of a pixel over its height; 0 where unknown
  std::optional<Orientation> orientation;  // of the display matrix; none where the frames may have their own
  bool still = false;                      // a still picture: colours without a tag are those of JPEG
};

// The size in which a viewer sees the frame: after sample aspect ratio (it stretches the width) and rotation.
cv::Size displayed_size(const AVFrame& frame, const PictureLayout& layout);

// The same before any frame was decoded.
cv::Size displayed_size(cv::Size coded, const PictureLayout& layout);

// Keeps what it needs for frames of one format; takes any format at any time. One thread at a time.
class PictureConverter {
 public:
  PictureConverter(int long_side, const PictureLayout& layout) : long_side_(long_side), layout_(layout) {}

  // Upright, square pixels, SDR BT.709, over white where it is transparent (a bright still
  // picture over black), long side at most `long_side`;
  // CV_8UC3, continuous. kAnalysisFailed for a pixel format that cannot be converted.
  Result<cv::Mat> convert(const AVFrame& frame);

 private:
  Result<cv::Mat> convert_whole(const AVFrame& frame);
  Result<void> scale(const AVFrame& frame, AVPixelFormat format, cv::Mat& into);

  int long_side_;
  PictureLayout layout_;
  Scaler scaler_;
};

}  // namespace smarttag::media
