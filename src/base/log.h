// Where the log goes.
#pragma once

#include <string_view>

namespace smarttag {

// Standard error, warnings and worse until the setting log-level says otherwise: standard output is for
// results. Called once, at the start of a process.
void log_to_standard_error();

// The setting log-level; "auto" is `by_default` ("warn", "info").
void set_log_level(std::string_view level, std::string_view by_default);

}  // namespace smarttag
