#include "language/writing/holds.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "language/text/unicode.h"

namespace smarttag::language {

bool is_in(const std::string& text, bool chinese) {
  const double han = han_share(text);
  return chinese ? han > 0.5 : han < 0.1;
}

bool holds(const std::string& text, const Talk& talk, const std::vector<std::size_t>& sentences,
           const Nearness& nearness) {
  if (!is_in(text, talk.chinese())) return false;
  std::unordered_map<std::string_view, std::vector<std::size_t>> known;  // term to sentences
  for (const auto s : sentences)
    for (const int term : talk.term_ids[s]) known[talk.terms[static_cast<std::size_t>(term)]].push_back(s);
  Tokeniser tokeniser(talk.vocabulary);
  std::unordered_set<std::string> names;  // of those who speak
  for (const auto s : sentences)
    for (const auto& token : tokeniser.tokens_of(talk.speaker(s))) names.insert(token.term);
  std::size_t telling = 0, found = 0;
  std::unordered_set<std::string> different;
  std::unordered_map<std::size_t, std::unordered_set<std::string>> of_sentence;
  for (const auto& token : tokeniser.tokens_of(text)) {
    if (token.weight <= 0 || names.contains(token.term)) continue;
    ++telling;
    const auto places = known.find(token.term);
    if (places == known.end()) continue;
    ++found;
    different.insert(token.term);
    for (const auto s : places->second) of_sentence[s].insert(token.term);
  }
  const bool of_one = std::any_of(of_sentence.begin(), of_sentence.end(),
                                  [&](const auto& own) { return own.second.size() == different.size(); });
  return different.size() >= nearness.least && !(nearness.of_several && of_one) &&
         static_cast<double>(found) >= nearness.share * static_cast<double>(telling);
}

}  // namespace smarttag::language
