// Which language each piece of speech is in. A piece alone can mislead, so neighbours count: changing the
// language costs something, and little does on weak evidence.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace smarttag::speech {

// What Whisper says of one piece.
struct LanguageEvidence {
  std::vector<float> log_probabilities;  // of each language, in the order of the token table
  double seconds = 0;                    // of speech in the piece
};

// log softmax of the languages' logits.
std::vector<float> log_probabilities(std::span<const float> logits);

// What is known before anything is heard: a language that the model was trained on for longer is met more
// often and mistaken less. 0 for the best known, negative for the others.
std::vector<float> language_priors(std::span<const std::string> codes);

// The most probable course of languages, one index for each piece (Viterbi). `before`: the language of the
// speech before, -1 for none. `change`: nats against another language than the piece before. All pieces and
// the priors have the same number of languages, at least one.
std::vector<int> most_probable_languages(std::span<const LanguageEvidence> pieces,
                                         std::span<const float> priors, int before, float change);

// Neighbouring pieces in one language.
struct LanguageRun {
  std::size_t first = 0;
  std::size_t last = 0;
  int language = -1;  // index
  bool operator==(const LanguageRun&) const = default;
};

// Of a course of languages, in order.
std::vector<LanguageRun> runs_of(std::span<const int> languages);

// What the pieces of a run say for its language: the mean over their seconds.
double evidence_for(std::span<const LanguageEvidence> pieces, const LanguageRun& run);

// A change that the cautious course has is sure; one that the eager course alone has is to be looked into.
inline constexpr float kCautious = 2.0F;
inline constexpr float kEager = 1.0F;

}  // namespace smarttag::speech
