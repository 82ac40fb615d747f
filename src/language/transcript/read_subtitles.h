// Transcripts that are subtitles: SRT and WebVTT.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "language/transcript/transcript.h"

namespace smarttag::language {

// The name and the text of "Name: text"; a name is at most five words that begin with a capital, a digit or a
// Chinese character.
std::optional<std::pair<std::string, std::string>> named(const std::string& line);

// Whether it is the line of a cue's times: "00:01:02,500 --> 00:01:04,000".
bool is_cue(const std::string& line);

// A line of times, then text up to an empty line. kInputUnreadable, with the line's number: times that no
// clock shows, or that run backwards.
Result<Transcript> read_subtitles(const std::vector<std::string>& lines);

}  // namespace smarttag::language
