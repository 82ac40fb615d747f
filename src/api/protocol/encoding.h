// Texts in URLs and hashes in texts.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace smarttag::api {

// RFC 3986: everything but letters, digits and "-_.~" as %XX in upper case.
std::string percent_encoded(std::string_view text);

// Of a query or a form, where '+' is a space. Nothing when a '%' is not followed by two hex digits.
std::optional<std::string> percent_decoded(std::string_view text);

// Well-formed UTF-8 without NUL.
bool is_text(std::string_view bytes);

std::string hex_sha256(std::string_view bytes);                             // lower case
std::string hex_hmac_sha256(std::string_view key, std::string_view bytes);  // lower case
std::string base64_hmac_sha1(std::string_view key, std::string_view bytes);

// In a time that depends on the lengths alone.
bool same_secret(std::string_view a, std::string_view b);

}  // namespace smarttag::api
