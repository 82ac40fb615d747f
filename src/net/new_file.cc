#include "net/new_file.h"

#include <fcntl.h>
#include <sys/random.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <utility>

namespace smarttag::net {

NewFile::NewFile(const std::filesystem::path& folder) : folder_(folder.string()) {
  fd_ = ::open(folder_.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (fd_ < 0) {
    path_ = (folder / "fetch-XXXXXX").string();
    fd_ = mkostemp(path_.data(), O_CLOEXEC);
  }
  if (fd_ < 0) error_ = errno;
}

NewFile::~NewFile() {
  if (fd_ < 0) return;
  ::close(fd_);
  if (!path_.empty()) ::unlink(path_.c_str());
}

bool NewFile::write(const char* data, std::size_t size) {
  while (size > 0) {
    const auto written = ::write(fd_, data, size);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      error_ = errno;
      return false;
    }
    data += written;
    size -= static_cast<std::size_t>(written);
  }
  return true;
}

// A name that is free is found by trying, as mkostemp does.
bool NewFile::name_it() {
  constexpr int kTries = 100;
  const std::string self = "/proc/self/fd/" + std::to_string(fd_);
  for (int i = 0; i < kTries; ++i) {
    std::uint64_t random = 0;
    if (::getrandom(&random, sizeof random, 0) != sizeof random) return false;
    path_ = folder_ + "/fetch-" + std::to_string(random);
    if (::linkat(AT_FDCWD, self.c_str(), AT_FDCWD, path_.c_str(), AT_SYMLINK_FOLLOW) == 0) return true;
    const int failed = errno;
    path_.clear();
    if (failed != EEXIST) break;
  }
  return false;
}

std::optional<std::filesystem::path> NewFile::keep() {
  if (path_.empty() && !name_it()) {
    error_ = errno;
    return std::nullopt;
  }
  if (::close(std::exchange(fd_, -1)) == 0) return path_;
  error_ = errno;
  ::unlink(path_.c_str());
  return std::nullopt;
}

}  // namespace smarttag::net
