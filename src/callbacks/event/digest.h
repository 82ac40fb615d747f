// Digests and base64 as signatures of callbacks need them; OpenSSL does the work.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace smarttag::callbacks {

// Raw bytes: 32, 20 and 16 of them.
std::string hmac_sha256(std::string_view key, std::string_view data);
std::string hmac_sha1(std::string_view key, std::string_view data);
std::string md5(std::string_view data);

std::string hex(std::string_view bytes);  // upper case

std::string base64(std::string_view bytes);  // padded, without line breaks
// Nothing for a text that is not such base64.
std::optional<std::string> from_base64(std::string_view text);

// Takes the same time wherever the texts differ.
bool same(std::string_view a, std::string_view b);

}  // namespace smarttag::callbacks
