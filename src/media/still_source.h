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

// The same of the primary picture of a HEIF file (HEIC, AVIF). kInputUnsupported for a codec that this
// libheif cannot decode.
Result<std::unique_ptr<Source>> open_heif(const FileInput& input, const Limits& limits);

// What was decoded already, lying as this EXIF orientation says; kInputUnreadable where it is null.
Result<std::unique_ptr<Source>> still_source(FrameHandle frame, std::string container, std::string codec,
                                             int exif, const Limits& limits);

// All bytes of a picture file; kInputTooLarge beyond 512 MiB.
Result<std::string> read_picture_file(const FileInput& input);

// Decodes the first picture of this packet of a container (a GIF that does not move).
Result<std::unique_ptr<Source>> open_still(const AVCodecParameters& parameters, const AVPacket& packet,
                                           std::string container, const Limits& limits);

}  // namespace smarttag::media
