#include "speech/copies.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <string>

#include "base/text/unicode.h"
#include "speech/writing/characters.h"

namespace smarttag::speech {
namespace {

constexpr double kLeastCommon = 0.5;  // share of the shorter utterance that both last
constexpr double kMostApart = 0.4;    // share of the longer text that may differ

int channel_of(const TimedFact& fact) {
  const auto* speech = fact.as<facts::Speech>();
  return speech != nullptr ? speech->channel : -1;
}

bool at_once(const TimedFact& a, const TimedFact& b) {
  const double common = std::min(a.to, b.to) - std::max(a.from, b.from);
  return common > 0 && common >= kLeastCommon * std::min(a.to - a.from, b.to - b.from);
}

// The text without spaces, punctuation and capitals.
std::u32string letters(const std::string& text) {
  std::u32string kept;
  for (const char32_t c : code_points(text)) {
    if (is_space(c) || is_pause_mark(c)) continue;
    kept.push_back(c >= U'A' && c <= U'Z' ? c + (U'a' - U'A') : c);
  }
  return kept;
}

// Levenshtein's distance.
std::size_t edits(const std::u32string& a, const std::u32string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0U);
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t k = 0; k < b.size(); ++k) {
      const std::size_t replaced = diagonal + (a[i] == b[k] ? 0 : 1);
      diagonal = row[k + 1];
      row[k + 1] = std::min({replaced, row[k] + 1, row[k + 1] + 1});
    }
  }
  return row.back();
}

bool nearly_the_same(const std::string& a, const std::string& b) {
  const std::u32string one = letters(a), other = letters(b);
  const std::size_t longer = std::max(one.size(), other.size());
  return longer > 0 && static_cast<double>(edits(one, other)) <= kMostApart * static_cast<double>(longer);
}

}  // namespace

void drop_copies(std::vector<TimedFact>& facts) {
  std::vector<bool> copies(facts.size(), false);
  for (std::size_t i = 0; i < facts.size(); ++i) {
    for (std::size_t k = i + 1; k < facts.size() && facts[k].from < facts[i].to; ++k) {
      if (copies[i] || copies[k] || channel_of(facts[i]) == channel_of(facts[k]) ||
          !at_once(facts[i], facts[k]))
        continue;
      if (!nearly_the_same(what(facts[i]), what(facts[k]))) continue;
      copies[facts[i].score < facts[k].score ? i : k] = true;
    }
  }
  std::size_t next = 0;
  std::erase_if(facts, [&](const TimedFact&) { return copies[next++]; });
}

}  // namespace smarttag::speech
