// What the chunks of an animated WebP tell (WebP container specification), and its pictures.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <webp/demux.h>
#include <opencv2/core/types.hpp>

#include "base/error.h"
#include "media/input/ffmpeg.h"

namespace smarttag::media {

struct WebpOutline {
  cv::Size size;
  std::vector<double> starts;  // seconds at which each whole frame comes on screen
  double end = 0;              // seconds
  std::optional<int> exif;     // orientation
  bool cut_off = false;        // bytes are missing at the end
};

// Reads no pixels. What follows the last whole chunk is cut off from `bytes`, and the file's size in its head
// corrected, so that what is there can be decoded. A frame of 10 ms or less stands for 100 ms, as in
// browsers. kInputUnreadable for a file without a whole frame, kInputTooLarge beyond 50,000 frames.
Result<WebpOutline> outline_webp(std::string& bytes);

// Decodes frame after frame, each laid over what was there before as it says. Not movable; the bytes stay the
// caller's.
class WebpPictures {
 public:
  // kInputUnreadable when the chunks contradict each other.
  static Result<std::unique_ptr<WebpPictures>> open(const std::string& bytes);

  // The next frame as RGBA; null behind the last one, and where one is damaged.
  Result<FrameHandle> next();

 private:
  struct Delete {
    void operator()(WebPAnimDecoder* decoder) const { WebPAnimDecoderDelete(decoder); }
  };
  WebPAnimInfo info_{};
  std::unique_ptr<WebPAnimDecoder, Delete> decoder_;
};

}  // namespace smarttag::media
