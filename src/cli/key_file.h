// A file with an access key: `user add --key-file` writes it, the commands that call a service read it.
#pragma once

#include <filesystem>
#include <string>

#include "base/descriptor.h"
#include "base/error.h"

namespace smarttag::cli {

struct KeyPair {
  std::string id;
  std::string secret;
};

// "AccessKeyId: ...\nAccessKeySecret: ...\n", as it is printed and kept.
std::string text_of(const KeyPair& key);

// Made before there is a key, so that no key is lost to a folder that cannot be written. Goes again unless
// something was written.
class NewKeyFile {
 public:
  // Of mode 0600. kConflict: there is one; kOutputFailed.
  static Result<NewKeyFile> create(const std::filesystem::path& path);
  ~NewKeyFile();
  NewKeyFile(NewKeyFile&& other) noexcept = default;
  NewKeyFile& operator=(NewKeyFile&&) = delete;

  Result<void> write(const KeyPair& key);

 private:
  NewKeyFile(std::filesystem::path path, Descriptor file) : path_(std::move(path)), file_(std::move(file)) {}

  std::filesystem::path path_;
  Descriptor file_;
  bool written_ = false;
};

// kUsage: cannot be read, or holds no key.
Result<KeyPair> read_key_file(const std::filesystem::path& path);

}  // namespace smarttag::cli
