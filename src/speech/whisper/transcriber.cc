#include "speech/whisper/transcriber.h"

#include <array>
#include <string>
#include <utility>

#include <spdlog/spdlog.h>

#include "speech/whisper/repetition.h"

namespace smarttag::speech {
namespace {

// Whisper's defaults.
constexpr std::array kTemperatures{0.0, 0.2, 0.4, 0.6, 0.8, 1.0};
constexpr double kMostCompressed = 2.4;
constexpr double kImprobable = -1.0;
constexpr double kNoSpeech = 0.6;
// Whisper takes kImprobable here too. Of all readings of the shared recordings one alone is above kNoSpeech,
// a "Thank you" (-0.88) that was made of music. A word alone in silence, however, has a high probability of
// none.
constexpr double kUnsure = -0.5;
// What remains improbable at every temperature is told only where there is surely speech.
constexpr double kHopeless = -1.3;
constexpr double kSurelySpeech = 0.3;
// Natural logarithm of 1/4: a token less probable than this, at the end of a sound that is cut off, is a
// guess.
constexpr float kGuess = -1.386F;
// A loop over a speech as short as this has taken in all of it: one round of it is what was said.
constexpr double kShort = 2.5;

// How probable the transcript is; of a sound that may end within a word, without the guess at its end.
double probability_of(const Decoding& decoding, const DecodeTask& task, const TokenTable& table) {
  if (!task.may_end_in_a_word) return decoding.mean_log_probability();
  Decoding sure = decoding;
  while (sure.tokens.size() > 1 &&
         (table.is_timestamp(sure.tokens.back()) || sure.log_probabilities.back() < kGuess)) {
    sure.tokens.pop_back();
    sure.log_probabilities.pop_back();
  }
  return sure.mean_log_probability();
}

struct Judged {
  Judged(Decoding of, const DecodeTask& task, const TokenTable& table)
      : decoding(std::move(of)), probability(probability_of(decoding, task, table)) {}

  Decoding decoding;
  double probability;  // mean logarithm
};

bool silent(const Judged& judged, const DecodeTask& task) {
  return judged.decoding.no_speech > kNoSpeech &&
         judged.probability < (task.may_end_in_a_word ? kImprobable : kUnsure);
}

bool believable(const Judged& judged) {
  return judged.probability >= kImprobable ||
         (judged.probability >= kHopeless && judged.decoding.no_speech < kSurelySpeech);
}

bool better(const Judged& judged, const std::optional<Judged>& than) {
  return !than || judged.probability > than->probability;
}

// One round of what it repeats at its end.
Decoding without_loop(Decoding decoding, const TokenTable& table) {
  std::vector<Token> words;
  for (const Token token : decoding.tokens)
    if (!table.is_timestamp(token)) words.push_back(token);
  for (std::size_t left = repeated_tail(words); left > 0 && !decoding.tokens.empty();) {
    if (!table.is_timestamp(decoding.tokens.back())) --left;
    decoding.tokens.pop_back();
    decoding.log_probabilities.pop_back();
  }
  decoding.looped = false;
  return decoding;
}

}  // namespace

Result<std::optional<Decoding>> transcribe(Whisper& whisper, DecodeTask task) {
  const TokenTable& table = whisper.tokens();
  std::optional<Judged> best;
  std::optional<Judged> circling;  // the best of those that repeat themselves
  for (const double temperature : kTemperatures) {
    task.temperature = temperature;
    auto decoding = decode(whisper, task);
    if (!decoding) return tl::unexpected(decoding.error());
    Judged judged(std::move(*decoding), task, table);
    if (silent(judged, task)) break;
    const std::string text = table.text(judged.decoding.tokens);
    const bool circles = judged.decoding.looped || compression_ratio(text) > kMostCompressed;
    spdlog::debug("speech: {} at temperature {}: mean log probability {:.2f}, no speech {:.2f}{}: {}",
                  task.language, temperature, judged.probability, judged.decoding.no_speech,
                  circles ? ", in circles" : "", text);
    if (circles) {
      Judged once(without_loop(std::move(judged.decoding), table), task, table);
      if (better(once, circling)) circling = std::move(once);
      if (task.speech_end < kShort && believable(*circling)) break;
      continue;
    }
    if (better(judged, best)) best = std::move(judged);
    if (best->probability >= kImprobable) break;
  }
  if (!best || !believable(*best)) best = std::move(circling);
  if (!best || !believable(*best)) return std::nullopt;
  return std::move(best->decoding);
}

}  // namespace smarttag::speech
