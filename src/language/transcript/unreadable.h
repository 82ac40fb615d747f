// How a transcript that cannot be read is refused.
#pragma once

#include <string>

#include "base/error.h"

namespace smarttag::language {

// kInputUnreadable; `why` is a sentence.
inline tl::unexpected<Error> unreadable(const std::string& why) {
  return fail(ErrorKind::kInputUnreadable, "The transcript cannot be read: " + why);
}

// In a talk's first 1,000 hours; false for what is no number.
inline bool is_time(double seconds) { return seconds >= 0 && seconds <= 3'600'000; }

}  // namespace smarttag::language
