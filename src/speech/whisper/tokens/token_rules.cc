#include "speech/whisper/tokens/token_rules.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace smarttag::speech {
namespace {

constexpr float kNever = -std::numeric_limits<float>::infinity();
constexpr double kLatestStart = 1.0;    // seconds; Whisper's max_initial_timestamp
constexpr double kBeyondSpeech = 0.30;  // seconds: Whisper's times are that far off now and then
constexpr double kNearEnd = 0.30;

void forbid(std::span<float> logits, Token from, Token to) {
  for (Token t = std::max(from, 0); t < std::min(to, static_cast<Token>(logits.size())); ++t)
    logits[static_cast<std::size_t>(t)] = kNever;
}

}  // namespace

TokenRules::TokenRules(const TokenTable& tokens, double speech_end) : tokens_(tokens) {
  const auto mark = [&](double seconds) {
    const auto steps = static_cast<Token>(std::lround(std::max(seconds, 0.0) / TokenTable::kTimestampStep));
    return std::min(tokens.timestamps() + steps, tokens.size() - 1);
  };
  last_time_ = mark(speech_end + kBeyondSpeech);
  enough_ = mark(std::max(speech_end - kNearEnd, TokenTable::kTimestampStep));
}

void TokenRules::apply(std::span<float> logits, std::span<const Token> given) const {
  for (const Token token : tokens_.suppressed()) logits[static_cast<std::size_t>(token)] = kNever;
  logits[static_cast<std::size_t>(tokens_.no_timestamps())] = kNever;
  if (given.empty())
    for (const Token token : tokens_.suppressed_first()) logits[static_cast<std::size_t>(token)] = kNever;
  forbid_times(logits, given);
  prefer_time(logits);
}

// Times come in pairs, the end of a segment and the start of the next, and never go back.
void TokenRules::forbid_times(std::span<float> logits, std::span<const Token> given) const {
  const Token zero = tokens_.timestamps();
  const Token size = tokens_.size();
  forbid(logits, last_time_ + 1, size);
  if (given.empty()) {  // the first token is the time at which speech begins
    forbid(logits, 0, zero);
    forbid(logits, zero + static_cast<Token>(std::lround(kLatestStart / TokenTable::kTimestampStep)) + 1,
           size);
    return;
  }
  const bool after_time = tokens_.is_timestamp(given.back());
  const bool opens = after_time && (given.size() < 2 || tokens_.is_timestamp(given[given.size() - 2]));
  if (opens) forbid(logits, zero, size);                       // text must follow
  if (after_time && !opens) forbid(logits, 0, tokens_.end());  // a start or the end must follow
  if (after_time && !opens && given.back() >= enough_) forbid(logits, zero, size);
  const auto last =
      std::find_if(given.rbegin(), given.rend(), [&](Token t) { return tokens_.is_timestamp(t); });
  // A segment may begin where the last one ended, but has to last.
  if (last != given.rend()) forbid(logits, zero, after_time && !opens ? *last : *last + 1);
}

// When all times together are more probable than any single word, a time it is.
void TokenRules::prefer_time(std::span<float> logits) const {
  const auto times = logits.subspan(static_cast<std::size_t>(tokens_.timestamps()));
  const auto words = logits.first(static_cast<std::size_t>(tokens_.timestamps()));
  const float best = *std::max_element(times.begin(), times.end());
  if (best == kNever) return;
  double sum = 0;
  for (const float t : times) sum += std::exp(static_cast<double>(t - best));
  if (best + std::log(sum) > *std::max_element(words.begin(), words.end()))
    forbid(logits, 0, tokens_.timestamps());
}

}  // namespace smarttag::speech
