// Times as the API writes them: ISO 8601 in UTC, whole seconds.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace smarttag::api {

std::string text_of(Time time);  // "2017-01-11T12:00:00Z"

// Nothing for a text of another form, or no time of the calendar.
std::optional<Time> time_of(const std::string& text);

}  // namespace smarttag::api
