// Where the log goes.
#pragma once

namespace smarttag {

// Standard error, warnings and worse until the setting log-level says otherwise: standard output is for
// results. Called once, at the start of a process.
void log_to_standard_error();

}  // namespace smarttag
