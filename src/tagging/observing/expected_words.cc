#include "tagging/observing/expected_words.h"

#include <algorithm>

namespace smarttag::tagging {

void add_expected_words(const std::vector<ExpectedWord>& expected, std::vector<speech::Hotword>& words) {
  for (const auto& word : expected) {
    if (words.size() >= speech::kMostHotwords) return;
    if (word.text.empty() || word.text.size() > speech::kLongestHotword) continue;
    words.push_back({word.text, std::min(word.weight, speech::kGreatestHotwordWeight)});
  }
}

}  // namespace smarttag::tagging
