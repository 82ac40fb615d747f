#include "speech/writing/characters.h"

#include <algorithm>
#include <array>

namespace smarttag::speech {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

struct Range {
  char32_t first;
  char32_t last;
};

// Unicode's East Asian Width W and F, as far as they are letters or punctuation.
constexpr std::array<Range, 8> kWide{{{0x1100, 0x115F},      // Hangul letters
                                      {0x2E80, 0x303E},      // radicals, CJK punctuation
                                      {0x3041, 0x4DBF},      // kana, bopomofo, Han extension A
                                      {0x4E00, 0xA4CF},      // Han, Yi
                                      {0xAC00, 0xD7A3},      // Hangul
                                      {0xF900, 0xFAFF},      // Han for compatibility
                                      {0xFF01, 0xFF60},      // full-width forms
                                      {0x20000, 0x3FFFD}}};  // further Han

// Bytes of the character that begins with this byte; 0 for none.
std::size_t length_of(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead < 0xE0) return 2;
  if (lead >= 0xE0 && lead < 0xF0) return 3;
  if (lead >= 0xF0 && lead < 0xF5) return 4;
  return 0;
}

// The character at `at`, and 1 or more bytes to go on; kReplacement for a byte that begins no whole
// character.
std::pair<char32_t, std::size_t> character_at(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::size_t length = length_of(lead);
  if (length == 0 || at + length > text.size()) return {kReplacement, 1};
  constexpr std::array<unsigned char, 5> kLeadBits{0, 0x7F, 0x1F, 0x0F, 0x07};
  char32_t value = lead & kLeadBits.at(length);
  for (std::size_t i = 1; i < length; ++i) {
    const auto next = static_cast<unsigned char>(text[at + i]);
    if ((next & 0xC0) != 0x80) return {kReplacement, 1};
    value = (value << 6) | (next & 0x3F);
  }
  constexpr std::array<char32_t, 5> kLeast{0, 0, 0x80, 0x800,
                                           0x10000};  // a longer form than needed is no UTF-8
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < kLeast.at(length) || surrogate || value > 0x10FFFF) return {kReplacement, 1};
  return {value, length};
}

}  // namespace

std::vector<char32_t> code_points(std::string_view utf8) {
  std::vector<char32_t> result;
  for (std::size_t at = 0; at < utf8.size();) {
    const auto [value, length] = character_at(utf8, at);
    result.push_back(value);
    at += length;
  }
  return result;
}

std::string utf8(char32_t c) {
  const auto part = [c](int shift) { return static_cast<char>(0x80 | ((c >> shift) & 0x3F)); };
  if (c < 0x80) return {static_cast<char>(c)};
  if (c < 0x800) return {static_cast<char>(0xC0 | (c >> 6)), part(0)};
  if (c < 0x10000) return {static_cast<char>(0xE0 | (c >> 12)), part(6), part(0)};
  return {static_cast<char>(0xF0 | (c >> 18)), part(12), part(6), part(0)};
}

std::string utf8(const std::vector<char32_t>& code_points) {
  std::string text;
  for (const char32_t c : code_points) text += utf8(c);
  return text;
}

bool is_wide(char32_t c) {
  return std::any_of(kWide.begin(), kWide.end(), [c](Range r) { return c >= r.first && c <= r.last; });
}

bool ends_sentence(char32_t c) {
  return std::u32string_view(U".!?。．！？…‥।؟").find(c) != std::u32string_view::npos;
}

bool is_pause_mark(char32_t c) {
  return ends_sentence(c) || std::u32string_view(U",;:，、；：،").find(c) != std::u32string_view::npos;
}

bool is_space(char32_t c) { return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x3000; }

std::string trimmed(std::string_view text) {
  auto points = code_points(text);
  const auto first = std::find_if_not(points.begin(), points.end(), is_space);
  points.erase(points.begin(), first);
  while (!points.empty() && is_space(points.back())) points.pop_back();
  return utf8(points);
}

}  // namespace smarttag::speech
