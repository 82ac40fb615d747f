#include "cli/printable.h"

#include <spdlog/fmt/fmt.h>

#include "base/text/unicode.h"

namespace smarttag::cli {
namespace {

// Breaks a line (U+2028, U+2029), or turns the direction of writing (Unicode Standard Annex 9).
bool breaks_or_turns(char32_t c) { return (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069); }

}  // namespace

std::string printable(std::string_view text) {
  return with_substitutes(text, [](char32_t c) -> std::optional<std::string> {
    const auto number = static_cast<unsigned>(c);
    if (is_control(c)) return fmt::format("\\x{:02x}", number);
    if (breaks_or_turns(c)) return fmt::format("\\u{:04x}", number);
    return std::nullopt;
  });
}

}  // namespace smarttag::cli
