// Where sentences end, in Chinese and English, by the rules of Unicode (UAX 29, ICU) and a few of speech.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace smarttag::language {

// The sentences of a text in order, trimmed; none is empty. A title ("Dr. Blaney") or an initial does not end
// a sentence. A sentence of more than 120 units is cut at the commas nearest to every 60: recognised speech
// may have no other punctuation.
std::vector<std::string> sentences_of(std::string_view text);

}  // namespace smarttag::language
