// Which token may follow: the rules of openai/whisper (decoding.py: SuppressTokens, SuppressBlank,
// ApplyTimestampRules), and that no time is given after the end of the sound.
#pragma once

#include <span>

#include "speech/whisper/tokens/token_table.h"

namespace smarttag::speech {

class TokenRules {
 public:
  // speech_end: seconds from the start of the window to where its last speech ends. The table must outlive
  // this.
  TokenRules(const TokenTable& tokens, double speech_end);

  // Sets to minus infinity the logits of what may not follow `given`, the tokens of the transcript so far.
  void apply(std::span<float> logits, std::span<const Token> given) const;

 private:
  void forbid_times(std::span<float> logits, std::span<const Token> given) const;
  void prefer_time(std::span<float> logits) const;

  const TokenTable& tokens_;
  Token last_time_;  // the latest timestamp that may be given
  Token enough_;     // a segment that ends here or later is the last one
};

}  // namespace smarttag::speech
