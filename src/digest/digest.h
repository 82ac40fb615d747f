// Digests, their texts, and base64, for signatures of all kinds; OpenSSL does the work. What can fail only
// for want of memory ends the process.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace smarttag::digest {

// Raw bytes: 32, 20, 32 and 16 of them.
std::string hmac_sha256(std::string_view key, std::string_view data);
std::string hmac_sha1(std::string_view key, std::string_view data);
std::string sha256(std::string_view data);
std::string md5(std::string_view data);

std::string hex(std::string_view bytes);  // lower case
std::string upper_hex(std::string_view bytes);

// SHA-256 of bytes that come in pieces. Not for several threads at once.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  void add(std::string_view bytes);
  std::string hex();  // lower case, of all that was added; then it begins anew

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

// The forms in which calls are signed.
std::string hex_sha256(std::string_view data);
std::string hex_hmac_sha256(std::string_view key, std::string_view data);
std::string base64_hmac_sha1(std::string_view key, std::string_view data);

std::string base64(std::string_view bytes);  // padded, without line breaks
// Nothing for a text that is not such base64.
std::optional<std::string> from_base64(std::string_view text);

// Takes the same time wherever the texts differ.
bool same(std::string_view a, std::string_view b);

}  // namespace smarttag::digest
