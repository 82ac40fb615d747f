#include "language/model/plain_text.h"

#include <algorithm>
#include <array>

#include "base/text/unicode.h"

namespace smarttag::language {
namespace {

constexpr std::array<std::string_view, 5> kEnds{"。", "！", "？", ". ", "."};
constexpr std::array<std::string_view, 6> kQuotes{"\"", "'", "“", "”", "「", "」"};

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
  text = trim_spaces(text);
  if (cut) {
    std::size_t end = 0;
    for (const auto mark : kEnds)
      if (const auto at = text.rfind(mark); at != std::string_view::npos)
        end = std::max(end, at + mark.size());
    if (end > 0) text = text.substr(0, end);
    // A character of which the end is missing.
    while (!text.empty() && !is_utf8(text)) text.remove_suffix(1);
  }
  text = trim_spaces(without_quotes(trim_spaces(text)));
  const bool fits = is_utf8(text) && !has_markup(text) && text.find('\n') == std::string_view::npos;
  return fits ? std::string(text) : std::string();
}

}  // namespace smarttag::language
