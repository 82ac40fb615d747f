// Characters of recognised text: what is compared when two readings may be of the same text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace smarttag::vision::text {

// The characters of UTF-8 text, each a view into it.
std::vector<std::string_view> characters(std::string_view text);

// Whether there is a letter, a digit or a sign of a script: not only spaces and punctuation.
bool says_something(std::string_view text);

// What a character is compared by: without case of A to Z and without full width; 0 for a space.
char32_t folded(std::string_view character);

// How alike two texts are, 0 to 1: 1 less their edit distance (Levenshtein) over the longer one's length.
// Spaces, the case of A to Z and the width of punctuation do not count. 1 when both are empty.
float likeness(std::string_view a, std::string_view b);

}  // namespace smarttag::vision::text
