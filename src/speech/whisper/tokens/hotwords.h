// Words that are likelier to be said than Whisper knows: names above all. The beam search prefers transcripts
// in which they stand.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "speech/whisper/tokens/token_table.h"

namespace smarttag::speech {

struct Hotword {
  std::string text;
  double weight = 1;  // above 0, up to kGreatestHotwordWeight: how strongly it is preferred; 1 is enough for
                      // most names
  bool operator==(const Hotword&) const = default;
};

inline constexpr std::size_t kMostHotwords = 500;
inline constexpr std::size_t kLongestHotword = 100;  // bytes
inline constexpr double kGreatestHotwordWeight = 10;

// From a list as people write it: "Kaldi, Wang Xiaochuan:2"; a weight stands behind a colon. Empty for an
// empty text. kUsage for a weight out of range, more than 500 words, or a word of more than 100 bytes.
Result<std::vector<Hotword>> hotwords_of(std::string_view list);

// The words as tokens. Safe to share between threads once made.
class HotwordTable {
 public:
  HotwordTable() = default;
  HotwordTable(const std::vector<Hotword>& words, const TokenTable& table);

  bool empty() const { return sequences_.empty(); }

  // Where a transcript stands in the words: which of them its last tokens begin, and what has been added for
  // that.
  struct State {
    std::vector<std::pair<std::size_t, std::size_t>>
        open{};        // a sequence, and how many of its tokens are there
    double lent = 0;   // nats for words that are begun, taken back where they do not go on
    double given = 0;  // nats for words that are whole
    double bonus() const { return lent + given; }
  };

  // The state behind one more token.
  State next(const State& state, Token token) const;

  // The tokens that begin a word, or go on with one that is begun.
  std::vector<Token> continuing(const State& state) const;

 private:
  struct Sequence {
    std::vector<Token> tokens;
    double bonus = 0;  // nats for each token
  };
  std::vector<Sequence> sequences_;
};

// The tokens of a text as GPT-2's tokenizer makes them of one word: the pair of neighbours that stands first
// in the vocabulary is joined, again and again, as the order of the vocabulary is that of the merges.
std::vector<Token> tokens_of(std::string_view word, const TokenTable& table);

}  // namespace smarttag::speech
