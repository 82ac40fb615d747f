// The inside of an analysis process.
#pragma once

namespace smarttag::worker {

// With which an analysis process ends when memory ran out where nothing could handle it.
inline constexpr int kOutOfMemoryExit = 86;

// The main function of the analysis process: confines itself, then serves jobs until the parent closes the
// pipe. Returns the exit code.
int run_analysis_child();

}  // namespace smarttag::worker
