// Times as clients read and write them: ISO 8601 in UTC, whole seconds.
#pragma once

#include <optional>
#include <string>

#include "base/clock.h"

namespace smarttag {

std::string timestamp(Time time);  // "2017-01-11T12:00:00Z"

// Nothing for a text of another form, or no time of the calendar.
std::optional<Time> parse_timestamp(const std::string& text);

}  // namespace smarttag
