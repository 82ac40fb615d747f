#include "vision/text/reading/decoding/characters.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "base/text/unicode.h"

namespace smarttag::vision::text {
namespace {

struct Range {
  char32_t first, last;
};

// Blocks of Unicode that hold letters, digits and ideographs, as far as recognisers know them.
constexpr std::array kSpeaking{Range{U'0', U'9'},     Range{U'A', U'Z'},     Range{U'a', U'z'},
                               Range{0x00C0, 0x00D6}, Range{0x00D8, 0x00F6}, Range{0x00F8, 0x1FFF},
                               Range{0x2160, 0x2188}, Range{0x2460, 0x24FF}, Range{0x3005, 0x3007},
                               Range{0x3041, 0x30FA}, Range{0x3105, 0x31BF}, Range{0x3200, 0xD7FF},
                               Range{0xF900, 0xFDFF}, Range{0xFF10, 0xFF19}, Range{0xFF21, 0xFF3A},
                               Range{0xFF41, 0xFF5A}, Range{0xFF66, 0xFFDC}, Range{0x20000, 0x3FFFF}};

}  // namespace

std::vector<std::string_view> characters(std::string_view text) {
  std::vector<std::string_view> out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t next = end_of_code_point(text, at);
    out.push_back(text.substr(at, next - at));
    at = next;
  }
  return out;
}

bool says_something(std::string_view text) {
  const auto parts = characters(text);
  return std::any_of(parts.begin(), parts.end(), [](std::string_view c) {
    const char32_t code = first_code_point(c);
    return std::any_of(kSpeaking.begin(), kSpeaking.end(),
                       [code](const Range& r) { return code >= r.first && code <= r.last; });
  });
}

char32_t folded(std::string_view character) {
  char32_t code = first_code_point(character);
  if (code >= 0xFF01 && code <= 0xFF5E) code -= 0xFEE0;  // full width to ASCII
  if (code == U' ' || code == 0x00A0 || code == 0x3000) return 0;
  if (code >= U'A' && code <= U'Z') return code - U'A' + U'a';
  if (code == 0xFFE5) return 0x00A5;  // yen
  return code;
}

float likeness(std::string_view a, std::string_view b) {
  const auto fold = [](std::string_view text) {
    std::u32string out;
    for (const auto c : characters(text))
      if (const char32_t code = folded(c); code != 0) out.push_back(code);
    return out;
  };
  const std::u32string x = fold(a), y = fold(b);
  if (x.empty() && y.empty()) return 1;
  std::vector<std::size_t> row(y.size() + 1);
  std::iota(row.begin(), row.end(), 0U);
  for (std::size_t i = 0; i < x.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < y.size(); ++j) {
      const std::size_t replaced = diagonal + (x[i] == y[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({row[j] + 1, row[j + 1] + 1, replaced});
    }
  }
  return 1 - static_cast<float>(row.back()) / static_cast<float>(std::max(x.size(), y.size()));
}

}  // namespace smarttag::vision::text
