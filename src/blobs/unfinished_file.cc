#include "blobs/unfinished_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

#include <spdlog/spdlog.h>

namespace smarttag::blobs {
namespace {

constexpr int kTries = 100;

void remove_name(const std::filesystem::path& path) {
  if (::unlink(path.c_str()) != 0 && errno != ENOENT)
    spdlog::warn("blobs: {} is left behind: {}", path.string(), std::system_category().message(errno));
}

}  // namespace

tl::unexpected<Error> file_failure(const std::filesystem::path& path, int code) {
  const char* text = code == ENOSPC || code == EDQUOT ? "The server's disk is full. Try again later."
                     : code == EROFS                  ? "The server's disk is read-only. Try again later."
                                     : "The server cannot keep or read a file. Try again later.";
  return fail(ErrorKind::kStoreFailed, text, path.string() + ": " + std::system_category().message(code));
}

Result<UnfinishedFile> UnfinishedFile::make(const std::filesystem::path& folder) {
  int code = EEXIST;
  for (int i = 0; i < kTries; ++i) {
    std::string name = (folder / "XXXXXX").string();
    Descriptor file(::mkostemp(name.data(), O_CLOEXEC));  // mode 0600
    if (!file.valid()) return file_failure(folder, errno);
    // A sweep may take the lock first, and the name with it: then there is another file to be had.
    struct stat found {};
    if (::flock(file.get(), LOCK_EX | LOCK_NB) == 0 && ::fstat(file.get(), &found) == 0 && found.st_nlink > 0)
      return UnfinishedFile(std::move(file), std::move(name));
    code = errno;
  }
  return file_failure(folder, code);
}

UnfinishedFile::~UnfinishedFile() {
  if (file_.valid()) remove_name(path_);
}

Result<void> sweep_unfinished(const std::filesystem::path& folder) {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    const Descriptor file(::open(entry.path().c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (file.valid() && ::flock(file.get(), LOCK_EX | LOCK_NB) == 0) remove_name(entry.path());
  }
  if (error) return file_failure(folder, error.value());
  return {};
}

}  // namespace smarttag::blobs
