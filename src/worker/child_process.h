// What every kind of child process does before and after its own work.
#pragma once

#include "base/error.h"
#include "base/settings.h"
#include "worker/channel.h"

namespace smarttag::worker {

// Serves the parent until it closes the channel. The process is not confined yet: the work enters the sandbox
// when it has opened what it needs from outside. `hello` is the parent's first message, which held the
// settings.
using ChildWork = Result<void> (*)(Channel& parent, const Settings& settings, const results::Json& hello);

// The body of main() of a child: names the process, ties its life to the parent's, waits for the settings,
// and tells the parent of a failure. Returns the exit code.
int run_child(const char* name, ChildWork work);

}  // namespace smarttag::worker
