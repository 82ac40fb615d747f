// What a child process may do: use the memory, time and disk it was given, read libraries and models, and
// nothing else. It opens no file by name outside the installation, no socket, starts no program or process,
// and sends no signal to others: a media file that takes over the decoder finds itself there.
#pragma once

#include "base/settings.h"
#include "worker/child_kinds.h"

namespace smarttag::worker {

// Whether a child may write the cache of compiled models, from which every later child takes what it runs: a
// file that took over its child would own those too. So a service lets only a child write it that sees no
// media; a command line has one user and may.
enum class CacheAccess { kRead, kWrite };

// Irrevocable for the calling process and all threads it starts later. Limits: address space (by kind),
// file-limit, no core dump, no new privileges, system calls (seccomp), and files by name (Landlock, where the
// kernel has it). kInternal when the kernel refuses one of them.
Result<void> enter_sandbox(const Settings& settings, ChildKind kind = ChildKind::kAnalysis,
                           CacheAccess cache = CacheAccess::kRead);

}  // namespace smarttag::worker
