#include "cli/printable.h"

#include <spdlog/fmt/fmt.h>

namespace smarttag::cli {
namespace {

// Of the three bytes of U+2028 to U+202E and U+2066 to U+2069; 0 for others.
unsigned turning_point(std::string_view text) {
  if (text.size() < 3 || text[0] != '\xe2') return 0;
  const auto second = static_cast<unsigned char>(text[1]), third = static_cast<unsigned char>(text[2]);
  const bool turns = (second == 0x80 && third >= 0xa8 && third <= 0xae) ||
                     (second == 0x81 && third >= 0xa6 && third <= 0xa9);
  return turns ? 0x2000U | (second & 0x3fU) << 6U | (third & 0x3fU) : 0;
}

}  // namespace

std::string printable(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0U;
    if (byte < 0x20 || byte == 0x7f) {
      out += fmt::format("\\x{:02x}", byte);
    } else if (byte == 0xc2 && next >= 0x80 && next < 0xa0) {
      out += fmt::format("\\x{:02x}", next);
      ++i;
    } else if (const auto point = turning_point(text.substr(i)); point != 0) {
      out += fmt::format("\\u{:04x}", point);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace smarttag::cli
