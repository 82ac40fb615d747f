// What was said, and when: from tokens to sentences with times in the media.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "facts/fact.h"
#include "speech/utterances/words.h"
#include "speech/whisper/decoder.h"

namespace smarttag::speech {

// Seconds.
struct Span {
  double from = 0;
  double to = 0;
};

struct Utterance {
  std::string text;  // trimmed, not empty
  double from = 0;   // seconds
  double to = 0;
  double log_probability = 0;        // mean over its tokens
  std::vector<facts::Word> words{};  // their texts, joined, are the text; on the same clock
};

// The segments between timestamps; times count from the start of the window. A segment without an end lasts
// to speech_end. `words`: those of the transcript; may be empty.
std::vector<Utterance> segments(const Decoding& decoding, std::span<const TimedWord> words,
                                const TokenTable& tokens, double speech_end);

// Moves beginnings and ends, which Whisper gives to some tenths of a second, to the nearest pauses between
// the pieces of speech. Both in order of time, on the same clock; there is at least one piece.
void place(std::vector<Utterance>& utterances, std::span<const Span> speech);

// Whether anybody could say that in the time it is said to take; what Whisper invents often could not be, or
// is nothing but marks.
bool is_speakable(const Utterance& utterance);

// Cuts after sentences and joins what was torn apart within one, as long as it stays below 12 s. A cut falls
// between the times of two words (without words, where the share of characters falls within the time of
// speech), or on a pause beside it.
std::vector<Utterance> sentences(std::span<const Utterance> utterances, std::span<const Span> speech);

// Brings the words into their utterance and out of the pauses, in order of time, and takes the spaces off
// their texts.
void settle_words(Utterance& utterance, std::span<const Span> speech);

}  // namespace smarttag::speech
