// Video and sound of a container as a source.
#pragma once

#include <memory>

#include "media/input/ffmpeg.h"
#include "media/input/file_input.h"
#include "media/source.h"

namespace smarttag::media {

// `format` is what identify() found. A container that holds one picture alone (a GIF that does not move)
// becomes a still source. Errors as Source::open.
Result<std::unique_ptr<Source>> open_stream(int fd, std::unique_ptr<FileInput> input,
                                            const AVInputFormat& format, const Limits& limits);

}  // namespace smarttag::media
