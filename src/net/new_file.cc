#include "net/new_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <utility>

namespace smarttag::net {

NewFile::NewFile(const std::filesystem::path& folder) : path_((folder / "fetch-XXXXXX").string()) {
  fd_ = mkostemp(path_.data(), O_CLOEXEC);
  if (fd_ < 0) error_ = errno;
}

NewFile::~NewFile() {
  if (fd_ < 0) return;
  ::close(fd_);
  ::unlink(path_.c_str());
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

std::optional<std::filesystem::path> NewFile::keep() {
  if (::close(std::exchange(fd_, -1)) == 0) return path_;
  error_ = errno;
  ::unlink(path_.c_str());
  return std::nullopt;
}

}  // namespace smarttag::net
