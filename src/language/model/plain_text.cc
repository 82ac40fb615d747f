#include "language/model/plain_text.h"

#include <algorithm>
#include <array>

namespace smarttag::language {
namespace {

constexpr std::array<std::string_view, 5> kEnds{"。", "！", "？", ". ", "."};
constexpr std::array<std::string_view, 6> kQuotes{"\"", "'", "“", "”", "「", "」"};

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t size = lead < 0x80                   ? 1
                             : lead >= 0xf0 && lead < 0xf5 ? 4
                             : lead >= 0xe0                ? 3
                             : lead >= 0xc2                ? 2
                                                           : 0;
    if (size == 0 || lead >= 0xf5 || lead == 0 || i + size > text.size()) return false;
    for (std::size_t k = 1; k < size; ++k)
      if ((static_cast<unsigned char>(text[i + k]) & 0xc0U) != 0x80U) return false;
    i += size;
  }
  return true;
}

std::string_view without_space(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::string_view without_quotes(std::string_view text) {
  for (const auto mark : kQuotes) {
    if (text.size() > 2 * mark.size() && text.starts_with(mark)) text.remove_prefix(mark.size());
    if (text.size() > 2 * mark.size() && text.ends_with(mark)) text.remove_suffix(mark.size());
  }
  return text;
}

}  // namespace

bool has_markup(std::string_view text) {
  return text.find_first_of("<>{}[]#*`|\\") != std::string_view::npos;
}

std::string plain_text(std::string_view text, bool cut) {
  text = without_space(text);
  if (cut) {
    std::size_t end = 0;
    for (const auto mark : kEnds)
      if (const auto at = text.rfind(mark); at != std::string_view::npos)
        end = std::max(end, at + mark.size());
    if (end > 0) text = text.substr(0, end);
    // A character of which the end is missing.
    while (!text.empty() && !is_utf8(text)) text.remove_suffix(1);
  }
  text = without_space(without_quotes(without_space(text)));
  const bool fits = is_utf8(text) && !has_markup(text) && text.find('\n') == std::string_view::npos;
  return fits ? std::string(text) : std::string();
}

}  // namespace smarttag::language
