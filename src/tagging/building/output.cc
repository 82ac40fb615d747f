#include "tagging/building/output.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace smarttag::tagging {
namespace {

constexpr std::size_t kBuffered = std::size_t{256} << 10;

tl::unexpected<Error> failed(const char* why) {
  return fail(ErrorKind::kOutputFailed, "The results could not be written: the disk is full.", why);
}

}  // namespace

Output::Output(int fd) : fd_(fd) {}

void Output::begin(Artefact what, std::string name) {
  written_.push_back({what, std::move(name), position_ + static_cast<std::int64_t>(buffer_.size()), 0, {}});
}

Result<void> Output::write(std::string_view bytes) {
  digest_.add(bytes);
  written_.back().size += static_cast<std::int64_t>(bytes.size());
  buffer_ += bytes;
  return buffer_.size() < kBuffered ? Result<void>{} : flush();
}

Result<void> Output::end() {
  written_.back().sha256 = digest_.hex();
  return flush();
}

Result<void> Output::end_foreign() {
  const auto position = ::lseek(fd_, 0, SEEK_CUR);
  if (position < position_) return failed(std::strerror(errno));  // NOLINT(concurrency-mt-unsafe)
  std::string part(kBuffered, '\0');
  for (std::int64_t at = position_; at < position;) {
    const auto most = std::min<std::int64_t>(position - at, static_cast<std::int64_t>(part.size()));
    const ssize_t n = ::pread(fd_, part.data(), static_cast<std::size_t>(most), at);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return failed("the output cannot be read back");
    digest_.add(std::string_view(part).substr(0, static_cast<std::size_t>(n)));
    at += n;
  }
  written_.back().size = position - position_;
  position_ = position;
  return end();
}

Result<void> Output::flush() {
  if (auto done = put(buffer_); !done) return done;
  buffer_.clear();
  return {};
}

Result<void> Output::put(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd_, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return failed(std::strerror(errno));  // NOLINT(concurrency-mt-unsafe)
    position_ += n;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return {};
}

}  // namespace smarttag::tagging
