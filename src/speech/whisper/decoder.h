// One transcript of one window: the best of a beam of transcripts that grow token by token, or of several
// drawn by chance at a temperature.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "speech/whisper/tokens/hotwords.h"
#include "speech/whisper/whisper.h"

namespace smarttag::speech {

struct DecodeTask {
  std::string language;                    // code; must be one of the table's
  double speech_end = 0;                   // seconds from the start of the window
  double temperature = 0;                  // 0: beam search; above: tokens are drawn
  int beams = 5;                           // transcripts kept in the search, or drawn; at least 1
  const HotwordTable* hotwords = nullptr;  // preferred by the search; may be null
  // The sound is all there is and may be cut off: transcribe() does not hold the guess at its last word
  // against the rest.
  bool may_end_in_a_word = false;
};

struct Decoding {
  std::vector<Token> tokens;             // text and timestamps
  std::vector<float> log_probabilities;  // of each of them
  float end_log_probability = 0;         // of the end that follows them
  float no_speech = 0;                   // probability that there is no speech in the window
  bool looped = false;                   // stopped because it repeated itself

  // Mean over the tokens and the end; 0 for none.
  double mean_log_probability() const;
};

// Of what `whisper` took in with encode(). The same task gives the same result. Beams that fall behind the
// best one by more than a few nats are given up, so that clear speech costs little more than one beam.
Result<Decoding> decode(Whisper& whisper, const DecodeTask& task);

}  // namespace smarttag::speech
