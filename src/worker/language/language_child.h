// The inside of the language process.
#pragma once

namespace smarttag::worker {

// The main function of the language process: confines itself, loads the built-in model, then answers requests
// (language_messages.h) until the parent closes the pipe. Returns the exit code.
int run_language_child();

}  // namespace smarttag::worker
