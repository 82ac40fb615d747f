// A still picture as a source: one frame, no sound.
#pragma once

#include <memory>
#include <string>

#include "media/input/ffmpeg.h"
#include "media/input/file_input.h"
#include "media/source.h"

namespace smarttag::media {

// Reads and decodes a picture file of this codec as a whole. kInputUnreadable when it is damaged or cut off,
// kInputTooLarge beyond a limit.
Result<std::unique_ptr<Source>> open_still(const FileInput& input, AVCodecID codec, const Limits& limits);

// Decodes the first picture of this packet of a container (a GIF that does not move).
Result<std::unique_ptr<Source>> open_still(const AVCodecParameters& parameters, const AVPacket& packet,
                                           std::string container, const Limits& limits);

}  // namespace smarttag::media
