#include "language/notes/keywords.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <unordered_map>

#include "language/text/unicode.h"

namespace smarttag::language {
namespace {

struct Candidate {
  std::map<std::string, int> forms;
  std::vector<std::size_t> sentences;
  int count = 0;
  double weight = 0;
  std::size_t words = 0;   // that tell
  std::size_t tokens = 0;  // with single characters between them
  double score = 0;
};

// Telling tokens that stand side by side: up to three words, four in Chinese, whose words are shorter.
void collect(const Talk& talk, std::size_t s, std::map<std::string, Candidate>& into) {
  const auto& tokens = talk.tokens[s];
  const auto& text = talk.sentences()[s].text;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    std::string key;
    double weight = 0;
    std::size_t telling = 0;
    for (std::size_t n = 0; n < (tokens[i].chinese ? 4U : 3U) && i + n < tokens.size(); ++n) {
      const auto& token = tokens[i + n];
      if (!token.joins) break;
      if (token.weight > 0) ++telling;
      if (n > 0) {
        const auto& previous = tokens[i + n - 1];
        const auto gap = text.substr(previous.end, token.begin - previous.end);
        if (gap.find_first_not_of(' ') != std::string::npos || token.term == previous.term) break;
        if (token.chinese != previous.chinese) break;
      }
      key += (n > 0 ? " " : "") + token.term;
      weight += token.weight;
      if (telling == 0) continue;
      auto& candidate = into[key];
      ++candidate.count;
      candidate.weight = weight;
      candidate.words = telling;
      candidate.tokens = n + 1;
      ++candidate.forms[text.substr(tokens[i].begin, token.end - tokens[i].begin)];
      if (candidate.sentences.empty() || candidate.sentences.back() != s) candidate.sentences.push_back(s);
    }
  }
}

const std::string& usual_form(const Candidate& candidate) {
  const auto most = std::max_element(candidate.forms.begin(), candidate.forms.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  return most->first;
}

std::set<std::string> words_of(const std::string& key) {
  std::istringstream stream(key);
  return {std::istream_iterator<std::string>(stream), {}};
}

// Whether one key's words stand in the other, or most of the shorter one's do.
bool same_subject(const std::string& a, const std::string& b) {
  if ((" " + b + " ").find(" " + a + " ") != std::string::npos) return true;
  const auto left = words_of(a);
  const auto right = words_of(b);
  const auto shared =
      std::count_if(left.begin(), left.end(), [&](const auto& word) { return right.count(word) > 0; });
  return static_cast<std::size_t>(shared) * 2 > std::min(left.size(), right.size());
}

}  // namespace

std::vector<Keyword> keywords(const Talk& talk, std::size_t first, std::size_t last, std::size_t most,
                              bool against) {
  std::map<std::string, Candidate> found;
  for (auto s = first; s < last; ++s) collect(talk, s, found);
  const auto units = talk.units_between(first, last);
  std::unordered_map<std::string, int> outside;
  if (against) {
    std::map<std::string, Candidate> all;
    for (std::size_t s = 0; s < talk.sentences().size(); ++s) collect(talk, s, all);
    for (const auto& [key, candidate] : all) outside[key] = candidate.count;
  }
  std::vector<std::pair<const std::string, Candidate>*> ranked;
  for (auto& entry : found) {
    auto& candidate = entry.second;
    if (candidate.tokens > 1 && candidate.count < 2 && units >= 100) continue;
    if (candidate.tokens > candidate.words && candidate.count < 3 && units >= 100) continue;
    if (candidate.count < 2 && units >= 100 && !against) continue;
    const double mean = candidate.weight / static_cast<double>(candidate.words);
    candidate.score = std::pow(candidate.count, 0.8) * mean *
                      (1 + 0.6 * (static_cast<double>(candidate.words - 1) +
                                  0.5 * static_cast<double>(candidate.tokens - candidate.words)));
    if (against)
      candidate.score *= 0.3 + static_cast<double>(candidate.count) / std::max(1, outside[entry.first]);
    ranked.push_back(&entry);
  }
  std::sort(ranked.begin(), ranked.end(), [](const auto* a, const auto* b) {
    return a->second.score != b->second.score ? a->second.score > b->second.score : a->first < b->first;
  });
  std::vector<Keyword> out;
  std::vector<std::string> keys;
  for (const auto* entry : ranked) {
    if (out.size() == most) break;
    const bool known = std::any_of(keys.begin(), keys.end(), [&](const std::string& key) {
      return same_subject(key, entry->first) || same_subject(entry->first, key);
    });
    if (known) continue;
    keys.push_back(entry->first);
    out.push_back({usual_form(entry->second), entry->second.score / ranked.front()->second.score,
                   entry->second.sentences});
  }
  return out;
}

std::string headline(const Talk& talk, std::size_t first, std::size_t last) {
  const std::size_t most = talk.chinese() ? 20 : 12;
  std::string out;
  for (const auto& keyword : keywords(talk, first, last, 3, true)) {
    const auto joined = out.empty() ? keyword.text : out + (talk.chinese() ? "、" : ", ") + keyword.text;
    if (length_in_units(joined) > most) continue;
    out = joined;
  }
  if (out.empty())
    for (auto s = first; s < last && out.empty(); ++s) out = first_units(talk.sentences()[s].text, most);
  if (!out.empty() && out.front() >= 'a' && out.front() <= 'z')
    out.front() = static_cast<char>(out.front() - 32);
  return out;
}

}  // namespace smarttag::language
