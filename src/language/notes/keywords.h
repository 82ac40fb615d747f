// The words and phrases that a text is about.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "language/notes/talk.h"

namespace smarttag::language {

struct Keyword {
  std::string text;  // as mostly written
  double score = 0;  // 0 to 1, the first has 1
  std::vector<std::size_t> sentences;
};

// At most `most` words and phrases of up to three words in sentences [first, last), the weightiest first:
// frequency times rarity, phrases before their words; none is a part of another. What is said once counts
// only in texts of less than a hundred words. `against`: of a part, how much more often than in the whole
// talk counts too.
std::vector<Keyword> keywords(const Talk& talk, std::size_t first, std::size_t last, std::size_t most,
                              bool against = false);

// A headline of sentences [first, last) from their keywords: at most 12 words or 20 characters; never empty
// for a text with words.
std::string headline(const Talk& talk, std::size_t first, std::size_t last);

}  // namespace smarttag::language
