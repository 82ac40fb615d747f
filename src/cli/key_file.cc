#include "cli/key_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include <spdlog/fmt/fmt.h>

namespace smarttag::cli {
namespace {

constexpr std::string_view kId = "AccessKeyId: ";
constexpr std::string_view kSecret = "AccessKeySecret: ";

std::string reason() { return std::strerror(errno); }  // NOLINT(concurrency-mt-unsafe)

}  // namespace

std::string text_of(const KeyPair& key) {
  return fmt::format("{}{}\n{}{}\n", kId, key.id, kSecret, key.secret);
}

Result<NewKeyFile> NewKeyFile::create(const std::filesystem::path& path) {
  Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (file.valid()) return NewKeyFile(path, std::move(file));
  if (errno == EEXIST)
    return fail(ErrorKind::kConflict,
                fmt::format("The file {} already exists. Choose another name.", path.string()));
  return fail(ErrorKind::kOutputFailed, fmt::format("{} cannot be written: {}.", path.string(), reason()));
}

NewKeyFile::~NewKeyFile() {
  if (file_.valid() && !written_) ::unlink(path_.c_str());
}

Result<void> NewKeyFile::write(const KeyPair& key) {
  const auto text = text_of(key);
  const auto bytes = static_cast<ssize_t>(text.size());
  if (::write(file_.get(), text.data(), text.size()) != bytes || ::fsync(file_.get()) != 0)
    return fail(ErrorKind::kOutputFailed, fmt::format("{} cannot be written: {}.", path_.string(), reason()));
  written_ = true;
  return {};
}

Result<KeyPair> read_key_file(const std::filesystem::path& path) {
  std::ifstream file(path);
  if (!file)
    return fail(ErrorKind::kUsage, fmt::format("The access-key-file {} cannot be read.", path.string()));
  KeyPair key;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with(kId)) key.id = line.substr(kId.size());
    if (line.starts_with(kSecret)) key.secret = line.substr(kSecret.size());
  }
  if (key.id.empty() || key.secret.empty())
    return fail(ErrorKind::kUsage,
                fmt::format("The access-key-file {} holds no key. `smarttag user add NAME --key-file FILE` "
                            "writes one.",
                            path.string()));
  return key;
}

}  // namespace smarttag::cli
