// Starts this program again as a child process that is given nothing but its end of a pipe.
#pragma once

#include <string>
#include <vector>

#include <sys/types.h>

#include "base/error.h"

namespace smarttag::worker {

// The file descriptor at which a child finds its end of the pipe.
inline constexpr int kChildDescriptor = 3;

// The environment of a child: where caches and libraries are, the language of messages, and the options of
// sanitizers. Secrets of the service (SMARTTAG_..._SECRET, credentials of other programs) are not among it.
std::vector<std::string> child_environment();

// Starts /proc/self/exe with one argument. Standard input, output and error are inherited, `socket` becomes
// kChildDescriptor, and every other descriptor is closed, whether or not it is marked close-on-exec.
// kInternal when the system starts no process.
Result<pid_t> start_child(const std::string& argument, int socket);

}  // namespace smarttag::worker
