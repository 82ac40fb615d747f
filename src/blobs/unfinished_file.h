// A file that is being written. Its writer holds a lock on it (flock), which the system drops when the writer
// dies: a file without a lock has been left behind.
#pragma once

#include <filesystem>

#include "base/descriptor.h"
#include "base/error.h"

namespace smarttag::blobs {

// Removes its name in the end, whether or not the file has got another one meanwhile.
class UnfinishedFile {
 public:
  // kStoreFailed.
  static Result<UnfinishedFile> make(const std::filesystem::path& folder);
  ~UnfinishedFile();
  UnfinishedFile(UnfinishedFile&& other) noexcept = default;
  UnfinishedFile& operator=(UnfinishedFile&&) = delete;

  int fd() const { return file_.get(); }
  const std::filesystem::path& path() const { return path_; }

 private:
  UnfinishedFile(Descriptor file, std::filesystem::path path)
      : file_(std::move(file)), path_(std::move(path)) {}

  Descriptor file_;
  std::filesystem::path path_;
};

// Removes those of writers that are gone. kStoreFailed.
Result<void> sweep_unfinished(const std::filesystem::path& folder);

// What a failed system call means to a client (full, read-only, other) and to the log.
tl::unexpected<Error> file_failure(const std::filesystem::path& path, int code);

}  // namespace smarttag::blobs
