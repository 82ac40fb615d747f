// The words of a transcript, each with its time and probability.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "facts/fact.h"
#include "speech/whisper/decoder.h"

namespace smarttag::speech {

// A word and where it stands in the transcript.
struct TimedWord {
  facts::Word
      word;  // text as the tokens have it, with the space before it; seconds from the start of the window
  std::size_t first = 0;  // of Decoding::tokens
  std::size_t end = 0;    // after its last token
};

// The words without their times. A word begins at a space, or in languages without spaces with each whole
// character; marks that stand alone belong to the word before. None crosses a timestamp.
std::vector<TimedWord> words_of(const Decoding& decoding, const TokenTable& tokens,
                                const std::string& language);

// With times, by one more pass of the decoder over the whole transcript; `whisper` still holds the sound.
// speech_end: seconds from the start of the window.
Result<std::vector<TimedWord>> timed_words(Whisper& whisper, const Decoding& decoding,
                                           const std::string& language, double speech_end);

}  // namespace smarttag::speech
