#include "base/text/unicode.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace smarttag {
namespace {

constexpr UChar32 kReplacement = 0xFFFD;

}  // namespace

std::vector<char32_t> code_points(std::string_view utf8) {
  std::vector<char32_t> points;
  const auto size = static_cast<int32_t>(utf8.size());
  for (int32_t at = 0; at < size;) {
    UChar32 point = 0;
    U8_NEXT_OR_FFFD(utf8.data(), at, size, point);
    points.push_back(static_cast<char32_t>(point));
  }
  return points;
}

std::string utf8(char32_t code_point) {
  std::string bytes(U8_MAX_LENGTH, '\0');
  int32_t length = 0;
  auto point = static_cast<UChar32>(code_point);
  if (!U_IS_UNICODE_CHAR(point) && (U_IS_SURROGATE(point) || code_point > UCHAR_MAX_VALUE))
    point = kReplacement;
  U8_APPEND_UNSAFE(bytes.data(), length, point);
  bytes.resize(static_cast<std::size_t>(length));
  return bytes;
}

std::string utf8(const std::vector<char32_t>& code_points) {
  std::string text;
  for (const char32_t c : code_points) text += utf8(c);
  return text;
}

std::size_t count_code_points(std::string_view utf8) {
  std::size_t count = 0;
  const auto size = static_cast<int32_t>(utf8.size());
  for (int32_t at = 0; at < size; ++count) U8_FWD_1(utf8.data(), at, size);
  return count;
}

char32_t first_code_point(std::string_view utf8) {
  if (utf8.empty()) return 0;
  int32_t at = 0;
  UChar32 point = 0;
  U8_NEXT_OR_FFFD(utf8.data(), at, static_cast<int32_t>(utf8.size()), point);
  return static_cast<char32_t>(point);
}

std::size_t end_of_code_point(std::string_view utf8, std::size_t at) {
  auto end = static_cast<int32_t>(at);
  U8_FWD_1(utf8.data(), end, static_cast<int32_t>(utf8.size()));
  return static_cast<std::size_t>(end);
}

std::string with_substitutes(std::string_view utf8,
                             const std::function<std::optional<std::string>(char32_t)>& substitute) {
  std::string out;
  out.reserve(utf8.size());
  const auto size = static_cast<int32_t>(utf8.size());
  for (int32_t at = 0; at < size;) {
    const auto from = static_cast<std::size_t>(at);
    UChar32 point = 0;
    U8_NEXT(utf8.data(), at, size, point);  // negative for what is no UTF-8
    const auto instead = point < 0 ? std::nullopt : substitute(static_cast<char32_t>(point));
    out += instead ? *instead : utf8.substr(from, static_cast<std::size_t>(at) - from);
  }
  return out;
}

bool is_control(char32_t c) { return u_charType(static_cast<UChar32>(c)) == U_CONTROL_CHAR; }

bool is_utf8(std::string_view text) {
  const auto size = static_cast<int32_t>(text.size());
  for (int32_t at = 0; at < size;) {
    UChar32 point = 0;
    U8_NEXT(text.data(), at, size, point);
    if (point <= 0) return false;
  }
  return true;
}

bool is_wide(char32_t c) {
  const auto width = u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH;
}

bool is_space(char32_t c) { return u_isUWhiteSpace(static_cast<UChar32>(c)) != 0; }

std::string_view trim_spaces(std::string_view text) {
  const auto size = static_cast<int32_t>(text.size());
  int32_t from = 0;
  while (from < size) {
    int32_t next = from;
    UChar32 point = 0;
    U8_NEXT_OR_FFFD(text.data(), next, size, point);
    if (!is_space(static_cast<char32_t>(point))) break;
    from = next;
  }
  int32_t to = size;
  while (to > from) {
    int32_t before = to;
    UChar32 point = 0;
    U8_PREV_OR_FFFD(text.data(), from, before, point);
    if (!is_space(static_cast<char32_t>(point))) break;
    to = before;
  }
  return text.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from));
}

}  // namespace smarttag
