// Characters of UTF-8 text, as far as speech needs to know them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace smarttag::speech {

// The code points of a text; each byte that belongs to no whole character gives U+FFFD.
std::vector<char32_t> code_points(std::string_view utf8);

std::string utf8(char32_t code_point);
std::string utf8(const std::vector<char32_t>& code_points);

// Han, kana and their kin: written without spaces, twice as wide as a Latin letter. Full-width punctuation
// too.
bool is_wide(char32_t c);

// Ends a sentence: . ! ? and their full-width forms, and the ellipsis.
bool ends_sentence(char32_t c);

// Any punctuation after which a speaker may pause: that of ends_sentence, comma, semicolon, colon.
bool is_pause_mark(char32_t c);

bool is_space(char32_t c);

// Without white space at both ends.
std::string trimmed(std::string_view text);

}  // namespace smarttag::speech
