#include "jobs/sqlite/engine/folder_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace smarttag::jobs {

Result<FolderLock> FolderLock::take(const std::filesystem::path& folder) {
  const auto file = folder / "server.lock";
  FolderLock lock{::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)};
  if (lock.fd_ < 0)
    return fail(ErrorKind::kStoreFailed, "The data folder cannot be written. Check the setting data-dir.",
                fmt::format("{}: {}", file.string(), std::strerror(errno)));
  if (flock(lock.fd_, LOCK_EX | LOCK_NB) != 0) {
    std::array<char, 32> holder{};
    const auto length = ::read(lock.fd_, holder.data(), holder.size() - 1);
    return fail(
        ErrorKind::kConflict,
        "Another server runs on this data folder. Stop it first, or give this one a folder of its own.",
        length > 0 ? fmt::format("process {}", holder.data()) : "");
  }
  const std::string self = std::to_string(getpid());
  // The number is only told to people: without it the lock holds as well.
  if (ftruncate(lock.fd_, 0) == 0 && ::write(lock.fd_, self.data(), self.size()) < 0)
    return fail(ErrorKind::kStoreFailed, "The data folder cannot be written: its disk is full.",
                std::strerror(errno));
  return lock;
}

FolderLock::FolderLock(FolderLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

FolderLock::~FolderLock() {
  if (fd_ >= 0) ::close(fd_);
}

}  // namespace smarttag::jobs
