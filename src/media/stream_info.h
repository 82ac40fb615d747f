// What is told of an opened container.
#pragma once

#include <string>

#include "media/frame.h"
#include "media/input/demuxer.h"

namespace smarttag::media {

MediaInfo stream_info(const Demuxer& demuxer, double duration);

// Whether so many bytes can last so long: MPEG-TS durations come from timestamps that may have jumped.
bool plausible_duration(double seconds, std::int64_t bytes);

// The text with whatever is not UTF-8 left out, at most `most` bytes.
std::string clean_text(const char* text, std::size_t most);

}  // namespace smarttag::media
