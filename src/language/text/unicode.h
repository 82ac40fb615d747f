// What the room asks of Unicode, by ICU. All text is UTF-8; bytes that are no UTF-8 count as U+FFFD.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace smarttag::language {

// Without white space at both ends; inside, every run of white space is one space.
std::string trimmed(std::string_view text);

// Small letters by the rules of case folding.
std::string folded(std::string_view text);

bool is_han(char32_t point);

// The share of Han characters among letters of the text; 0 for a text without letters.
double han_share(std::string_view text);

// The length of a text as people count it: Han characters and words of other scripts.
std::size_t length_in_units(std::string_view text);

// At most `units` units of the text, cut after a word, without a mark that it was cut.
std::string first_units(std::string_view text, std::size_t units);

}  // namespace smarttag::language
