// What a schema cannot say of a result that persons write.
#pragma once

#include <string_view>

#include "base/error.h"

namespace smarttag::results {

// kUsage, in words that name the place, for a result of this type that keeps to its schema and yet is none: a
// byte order mark before it; times beyond 1,000 hours; an end before its beginning; a box whose corners are
// exchanged; control characters; where a text is one line of a subtitle or of the screen, blank ones, line
// breaks and what subtitle files take for the times of a cue. Thread-safe.
Result<void> check_values(std::string_view type, std::string_view text);

}  // namespace smarttag::results
