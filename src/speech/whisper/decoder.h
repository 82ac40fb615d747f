// One transcript of one window, token by token: the most probable token, or one drawn by chance at a
// temperature.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "speech/whisper/whisper.h"

namespace smarttag::speech {

struct DecodeTask {
  std::string language;    // code; must be one of the table's
  double speech_end = 0;   // seconds from the start of the window
  double temperature = 0;  // 0: always the most probable token
};

struct Decoding {
  std::vector<Token> tokens;             // text and timestamps
  std::vector<float> log_probabilities;  // of each of them
  float no_speech = 0;                   // probability that there is no speech in the window
  bool looped = false;                   // stopped because it repeated itself

  // Mean over the tokens; 0 for none.
  double mean_log_probability() const;
};

// Of what `whisper` took in with encode(). The same task gives the same result.
Result<Decoding> decode(Whisper& whisper, const DecodeTask& task);

}  // namespace smarttag::speech
