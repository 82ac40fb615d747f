// Texts in URLs (RFC 3986).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace smarttag::net {

// Everything but letters, digits and "-_.~" as %XX in upper case.
std::string percent_encoded(std::string_view text);

// A path, whose '/' stay as they are.
std::string encoded_path(std::string_view path);

// Nothing when a '%' is not followed by two hex digits.
std::optional<std::string> percent_decoded(std::string_view text);

// Of a query or a form, where '+' is a space.
std::optional<std::string> form_decoded(std::string_view text);

}  // namespace smarttag::net
