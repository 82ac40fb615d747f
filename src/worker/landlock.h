// Landlock: which files a process may open by name (Linux 5.13 and later; see landlock(7)).
#pragma once

#include <filesystem>
#include <vector>

namespace smarttag::worker {

// Restricts the calling thread and all it starts later. Paths that do not exist are passed over. False where
// the kernel has no Landlock.
bool restrict_files(const std::vector<std::filesystem::path>& readable,
                    const std::vector<std::filesystem::path>& writable);

}  // namespace smarttag::worker
