#include "language/notes/talk.h"

#include <cmath>
#include <map>
#include <numeric>
#include <unordered_map>

#include "language/text/unicode.h"

namespace smarttag::language {

double cosine(const TermVector& a, const TermVector& b) {
  double dot = 0;
  double aa = 0;
  double bb = 0;
  for (const auto& [term, weight] : a) aa += weight * weight;
  for (const auto& [term, weight] : b) bb += weight * weight;
  auto left = a.begin();
  auto right = b.begin();
  while (left != a.end() && right != b.end()) {
    if (left->first < right->first) {
      ++left;
    } else if (right->first < left->first) {
      ++right;
    } else {
      dot += left++->second * right++->second;
    }
  }
  return aa == 0 || bb == 0 ? 0 : dot / std::sqrt(aa * bb);
}

double Talk::seconds() const {
  return sentences().empty() ? 0 : sentences().back().to - sentences().front().from;
}

std::size_t Talk::units_between(std::size_t first, std::size_t last) const {
  return std::accumulate(units.begin() + static_cast<std::ptrdiff_t>(first),
                         units.begin() + static_cast<std::ptrdiff_t>(last), std::size_t{0});
}

const std::string& Talk::speaker(std::size_t sentence) const {
  return transcript.turns[sentences()[sentence].turn].speaker;
}

TermVector Talk::vector(std::size_t first, std::size_t last) const {
  std::map<int, int> counts;
  for (auto s = first; s < last; ++s)
    for (const int term : term_ids[s]) ++counts[term];
  TermVector made;
  made.reserve(counts.size());
  for (const auto& [term, count] : counts)
    made.emplace_back(term, std::sqrt(count) * weights[static_cast<std::size_t>(term)]);
  return made;
}

Talk make_talk(Transcript transcript, const std::shared_ptr<const Vocabulary>& vocabulary) {
  Talk talk;
  talk.transcript = std::move(transcript);
  talk.vocabulary = vocabulary;
  Tokeniser tokeniser(vocabulary);
  std::unordered_map<std::string, int> numbers;
  std::vector<std::map<std::string, int>> written;
  for (const auto& sentence : talk.sentences()) {
    auto tokens = tokeniser.tokens_of(sentence.text);
    auto& ids = talk.term_ids.emplace_back();
    for (const auto& token : tokens) {
      if (token.weight <= 0) continue;
      const auto [found, added] = numbers.emplace(token.term, static_cast<int>(talk.terms.size()));
      const auto index = static_cast<std::size_t>(found->second);
      if (added) {
        talk.terms.push_back(token.term);
        talk.weights.push_back(token.weight);
        written.emplace_back();
      }
      ++written[index][token.surface];
      ids.push_back(found->second);
    }
    talk.tokens.push_back(std::move(tokens));
    talk.units.push_back(length_in_units(sentence.text));
    talk.folded.push_back(folded(sentence.text));
  }
  for (const auto& forms : written) {
    const auto* best = &*forms.begin();
    for (const auto& form : forms)
      if (form.second > best->second) best = &form;
    talk.surfaces.push_back(best->first);
  }
  return talk;
}

}  // namespace smarttag::language
