#include "speech/whisper/tokens/hotwords.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <tuple>

#include <spdlog/fmt/fmt.h>

#include "base/text/ascii.h"

namespace smarttag::speech {
namespace {

// Nats for each token at weight 1, as in sherpa-onnx (hotwords_score).
constexpr double kBonus = 1.5;

Result<Hotword> hotword_of(std::string_view item) {
  Hotword word;
  if (const auto colon = item.rfind(':'); colon != std::string_view::npos) {
    const auto weight = trim_blanks(item.substr(colon + 1));
    const auto [end, error] = std::from_chars(weight.data(), weight.data() + weight.size(), word.weight);
    if (error != std::errc{} || end != weight.data() + weight.size() || !(word.weight > 0) ||
        word.weight > kGreatestHotwordWeight)
      return fail(ErrorKind::kUsage,
                  fmt::format("hotwords: \"{}\" has no weight above 0 and up to {:.0f} behind its colon.",
                              item, kGreatestHotwordWeight));
    item = trim_blanks(item.substr(0, colon));
  }
  if (item.empty() || item.size() > kLongestHotword)
    return fail(ErrorKind::kUsage,
                fmt::format("hotwords: a word has 1 to {} bytes: \"{}\".", kLongestHotword, item));
  word.text = item;
  return word;
}

// The words of a text, each with the space before it.
std::vector<std::string> spaced_words(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    if (c == ' ' && !words.back().empty() && words.back() != " ") words.emplace_back();
    if (c != ' ' || words.back().empty()) words.back() += c;
  }
  if (words.back().empty() || words.back() == " ") words.pop_back();
  return words;
}

}  // namespace

Result<std::vector<Hotword>> hotwords_of(std::string_view list) {
  std::vector<Hotword> words;
  while (!trim_blanks(list).empty()) {
    const auto comma = std::min(list.find(','), list.find("，"));
    const auto item = trim_blanks(list.substr(0, comma));
    if (!item.empty()) {
      auto word = hotword_of(item);
      if (!word) return tl::unexpected(std::move(word).error());
      words.push_back(std::move(*word));
    }
    if (comma == std::string_view::npos) break;
    list.remove_prefix(comma + (list[comma] == ',' ? 1 : std::string_view("，").size()));
  }
  if (words.size() > kMostHotwords)
    return fail(ErrorKind::kUsage,
                fmt::format("hotwords: {} words are more than {}.", words.size(), kMostHotwords));
  return words;
}

std::vector<Token> tokens_of(std::string_view word, const TokenTable& table) {
  std::vector<std::string> parts;
  for (const char byte : word) parts.emplace_back(1, byte);
  while (true) {
    std::size_t at = parts.size();
    Token first = table.end();
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
      const Token joined = table.token(parts[i] + parts[i + 1]);
      if (joined >= 0 && joined < first) std::tie(at, first) = std::pair{i, joined};
    }
    if (at == parts.size()) break;
    parts[at] += parts[at + 1];
    parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(at) + 1);
  }
  std::vector<Token> tokens;
  for (const auto& part : parts) tokens.push_back(table.token(part));
  return tokens;
}

HotwordTable::HotwordTable(const std::vector<Hotword>& words, const TokenTable& table) {
  std::set<std::vector<Token>> known;
  for (const auto& word : words) {
    // Within a line of Latin script a word has a space before it; first in a line, or in Chinese, none.
    for (const std::string& form : {" " + word.text, word.text}) {
      Sequence sequence{{}, kBonus * word.weight};
      for (const auto& part : spaced_words(form)) {
        const auto tokens = tokens_of(part, table);
        sequence.tokens.insert(sequence.tokens.end(), tokens.begin(), tokens.end());
      }
      const bool whole =
          std::find(sequence.tokens.begin(), sequence.tokens.end(), -1) == sequence.tokens.end();
      if (whole && !sequence.tokens.empty() && known.insert(sequence.tokens).second)
        sequences_.push_back(std::move(sequence));
    }
  }
}

HotwordTable::State HotwordTable::next(const State& state, Token token) const {
  State after{{}, 0, state.given};
  const auto go_on = [&](std::size_t index, std::size_t there) {
    const Sequence& sequence = sequences_[index];
    if (sequence.tokens[there] != token) return;
    const auto bonus = static_cast<double>(there + 1) * sequence.bonus;
    if (there + 1 == sequence.tokens.size())
      after.given = std::max(after.given, state.given + bonus);
    else {
      after.open.emplace_back(index, there + 1);
      after.lent = std::max(after.lent, bonus);
    }
  };
  for (const auto& [index, there] : state.open) go_on(index, there);
  for (std::size_t i = 0; i < sequences_.size(); ++i) go_on(i, 0);
  if (after.given > state.given) after.lent = 0;  // the word is there: no longer one is waited for
  return after;
}

std::vector<Token> HotwordTable::continuing(const State& state) const {
  std::set<Token> tokens;
  for (const auto& sequence : sequences_) tokens.insert(sequence.tokens.front());
  for (const auto& [index, there] : state.open) tokens.insert(sequences_[index].tokens[there]);
  return {tokens.begin(), tokens.end()};
}

}  // namespace smarttag::speech
