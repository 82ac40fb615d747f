// Secrets as the database keeps them: sealed with AES-256-GCM by a key in a file beside it, so that a copy of
// the database alone gives no one's secret away.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace smarttag::jobs {

// Immutable and thread-safe.
class SecretBox {
 public:
  // Reads the key file; makes one (mode 0600, on the disk when this returns) when there is none and
  // `may_make`. kStoreFailed: missing, of a wrong size, or readable by others than its owner.
  static Result<SecretBox> open(const std::filesystem::path& key_file, bool may_make);

  // `name` is bound to the secret: sealed bytes that were moved to another name do not open. 12 bytes of
  // nonce, the sealed bytes, 16 bytes of tag.
  std::vector<std::uint8_t> seal(std::string_view secret, std::string_view name) const;

  // kStoreFailed when the bytes were altered, or sealed by another key or for another name.
  Result<std::string> unseal(std::span<const std::uint8_t> sealed, std::string_view name) const;

  // A key for another purpose ("links"), 32 bytes: HMAC-SHA256 of the purpose. The same as long as the key
  // file is.
  std::string derived(std::string_view purpose) const;

 private:
  using Key = std::array<std::uint8_t, 32>;
  explicit SecretBox(const Key& key) : key_(key) {}
  Key key_;
};

}  // namespace smarttag::jobs
