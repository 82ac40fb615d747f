#include "language/text/unicode.h"

#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

namespace smarttag::language {
namespace {

// Calls visit(point, end of the point in bytes) for each code point until it answers false.
template <class Visit>
void each_point(std::string_view text, Visit visit) {
  const auto size = static_cast<int32_t>(text.size());
  for (int32_t i = 0; i < size;) {
    UChar32 point = 0;
    U8_NEXT_OR_FFFD(text.data(), i, size, point);
    if (!visit(static_cast<char32_t>(point), static_cast<std::size_t>(i))) return;
  }
}

// Letters, digits and what joins them in a word ("don't", "e-mail").
bool in_word(char32_t point) {
  return u_isalnum(static_cast<UChar32>(point)) || point == U'\'' || point == U'’' || point == U'-';
}

}  // namespace

std::string trimmed(std::string_view text) {
  std::string out;
  bool gap = false;
  std::size_t begin = 0;
  each_point(text, [&](char32_t point, std::size_t end) {
    if (u_isUWhiteSpace(static_cast<UChar32>(point))) {
      gap = !out.empty();
    } else {
      if (gap) out += ' ';
      gap = false;
      out.append(text.substr(begin, end - begin));
    }
    begin = end;
    return true;
  });
  return out;
}

std::string folded(std::string_view text) {
  std::string out;
  icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())))
      .foldCase()
      .toUTF8String(out);
  return out;
}

bool is_han(char32_t point) {
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(static_cast<UChar32>(point), &status) == USCRIPT_HAN && U_SUCCESS(status);
}

double han_share(std::string_view text) {
  std::size_t letters = 0;
  std::size_t han = 0;
  each_point(text, [&](char32_t point, std::size_t) {
    if (u_isalpha(static_cast<UChar32>(point))) {
      ++letters;
      if (is_han(point)) ++han;
    }
    return true;
  });
  return letters == 0 ? 0 : static_cast<double>(han) / static_cast<double>(letters);
}

std::string first_units(std::string_view text, std::size_t units) {
  std::size_t seen = 0;
  std::size_t kept = 0;
  bool inside = false;
  each_point(text, [&](char32_t point, std::size_t end) {
    const bool han = is_han(point);
    const bool word = !han && in_word(point);
    if (han || (word && !inside)) {
      if (seen == units) return false;
      ++seen;
    }
    inside = word;
    if (han || word) kept = end;
    return true;
  });
  return std::string(text.substr(0, kept));
}

std::size_t length_in_units(std::string_view text) {
  std::size_t count = 0;
  bool inside = false;
  each_point(text, [&](char32_t point, std::size_t) {
    const bool han = is_han(point);
    const bool word = !han && in_word(point);
    if (han || (word && !inside)) ++count;
    inside = word;
    return true;
  });
  return count;
}

}  // namespace smarttag::language
