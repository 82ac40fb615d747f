// What an analysis process may do: use the memory, time and disk it was given, read the models, and nothing
// else. It opens no file by name outside the installation, no socket, and starts no program: a media file
// that takes over the decoder finds itself there.
#pragma once

#include <filesystem>
#include <vector>

#include "base/settings.h"

namespace smarttag::worker {

// Irrevocable for the calling process and all threads it starts later. Limits: memory-limit (address space),
// file-limit, no core dump, no new privileges, system calls (seccomp), and files (Landlock, where the kernel
// has it; the log says when not). kInternal when the kernel refuses one of the others.
Result<void> enter_sandbox(const Settings& settings);

}  // namespace smarttag::worker
