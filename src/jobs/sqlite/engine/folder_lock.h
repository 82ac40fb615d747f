// One server for each data folder: nonces and rates are counted in the server's memory, so that a second one
// beside it would let a replayed request pass. Workers and commands need no lock; the stores are safe for
// them.
#pragma once

#include <filesystem>

#include "base/error.h"

namespace smarttag::jobs {

// Held until it is destroyed or the process ends, however it ends.
class FolderLock {
 public:
  // kConflict when another process holds it (its process id is in the text for the log); kStoreFailed.
  static Result<FolderLock> take(const std::filesystem::path& folder);
  ~FolderLock();
  FolderLock(FolderLock&& other) noexcept;
  FolderLock& operator=(FolderLock&&) = delete;
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

 private:
  explicit FolderLock(int fd) : fd_(fd) {}
  int fd_;
};

}  // namespace smarttag::jobs
