// Texts in URLs.
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

}  // namespace smarttag::api
