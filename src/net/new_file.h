// A new file that vanishes unless it is kept. While it is written it has no name, where the file system can
// do so (O_TMPFILE): a process that is killed leaves nothing behind.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

namespace smarttag::net {

// Not thread-safe.
class NewFile {
 public:
  // Creates a file of mode 0600 in `folder`; error() tells whether that worked.
  explicit NewFile(const std::filesystem::path& folder);
  ~NewFile();
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  int error() const { return error_; }  // errno of what failed last, 0 while all is well

  // False when the bytes could not be written whole.
  bool write(const char* data, std::size_t size);

  // Gives the file a name of its own, closes it and gives its path, from now on the caller's; nothing when
  // the last bytes could not be written.
  std::optional<std::filesystem::path> keep();

 private:
  bool name_it();

  std::string folder_;
  std::string path_;  // empty while it has no name
  int fd_ = -1;
  int error_ = 0;
};

}  // namespace smarttag::net
