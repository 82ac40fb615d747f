// Characters of UTF-8 text, by ICU. What is no UTF-8 counts as U+FFFD: one for each maximal part of a
// character (Unicode 15, section 3.9, "Substitution of Maximal Subparts").
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace smarttag {

std::vector<char32_t> code_points(std::string_view utf8);

// A code point that no text may hold (a surrogate, one above U+10FFFF) is written as U+FFFD.
std::string utf8(char32_t code_point);
std::string utf8(const std::vector<char32_t>& code_points);

std::size_t count_code_points(std::string_view utf8);

// The first of them; 0 for an empty text.
char32_t first_code_point(std::string_view utf8);

// Where the code point that begins at byte `at` ends; `at` is below the size.
std::size_t end_of_code_point(std::string_view utf8, std::size_t at);

// What `substitute` gives for a code point stands in its place; where it gives nothing, and for bytes that
// are no UTF-8, the text stays as it is.
std::string with_substitutes(std::string_view utf8,
                             const std::function<std::optional<std::string>(char32_t)>& substitute);

// Control characters: U+0000 to U+001F and U+007F to U+009F.
bool is_control(char32_t c);

// Whether the bytes are well-formed UTF-8 without NUL.
bool is_utf8(std::string_view text);

// Twice as wide as a Latin letter: East Asian Width W and F (Unicode Standard Annex 11).
bool is_wide(char32_t c);

// White space: Unicode's property White_Space.
bool is_space(char32_t c);

// Without white space at both ends; a view into the text.
std::string_view trim_spaces(std::string_view text);

}  // namespace smarttag
