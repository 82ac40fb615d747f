// Landlock: which files a process may open by name, and whom it may signal (Linux 5.13 and later; see
// landlock(7)). Each version of the interface can forbid more; the newest that the kernel has is used.
#pragma once

#include <filesystem>
#include <vector>

#include "base/error.h"

namespace smarttag::worker {

// The version of the interface that this kernel has; 0 where it has none, or where it is switched off.
int landlock_version();

struct FileRules {
  std::vector<std::filesystem::path> readable;  // files, or folders with all below
  std::vector<std::filesystem::path> writable;  // readable too; files may be made and removed there
};

// Restricts the calling thread and all it starts later: files outside the rules can be neither opened, made,
// removed nor truncated (version 3), devices get no ioctl (5), no TCP (4), and no signal and no abstract
// socket reaches a process outside (6). Paths that do not exist are passed over. False where the version is
// 0; kInternal when the kernel refuses.
Result<bool> restrict_files(const FileRules& rules);

// Tells the operator once, in the log, when files are not confined by name on this machine.
void warn_without_landlock();

}  // namespace smarttag::worker
