#include "speech/whisper/transcriber.h"

#include <array>

#include <spdlog/spdlog.h>

#include "speech/whisper/repetition.h"

namespace smarttag::speech {
namespace {

// Whisper's defaults.
constexpr std::array kTemperatures{0.0, 0.2, 0.4, 0.6, 0.8, 1.0};
constexpr double kMostCompressed = 2.4;
constexpr double kImprobable = -1.0;
constexpr double kNoSpeech = 0.6;
// What remains improbable at every temperature is told only where there is surely speech.
constexpr double kHopeless = -1.3;
constexpr double kSurelySpeech = 0.3;
// A loop over a speech as short as this has taken in all of it: one round of it is what was said.
constexpr double kShort = 2.5;

bool silent(const Decoding& decoding) {
  return decoding.no_speech > kNoSpeech && decoding.mean_log_probability() < kImprobable;
}

bool believable(const Decoding& decoding) {
  const double probability = decoding.mean_log_probability();
  return probability >= kImprobable || (probability >= kHopeless && decoding.no_speech < kSurelySpeech);
}

bool better(const Decoding& decoding, const std::optional<Decoding>& than) {
  return !than || decoding.mean_log_probability() > than->mean_log_probability();
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
  std::optional<Decoding> best;
  std::optional<Decoding> circling;  // the best of those that repeat themselves
  for (const double temperature : kTemperatures) {
    task.temperature = temperature;
    auto decoding = decode(whisper, task);
    if (!decoding) return tl::unexpected(decoding.error());
    if (silent(*decoding)) break;
    const bool circles =
        decoding->looped || compression_ratio(table.text(decoding->tokens)) > kMostCompressed;
    spdlog::debug("speech: {} at temperature {}: mean log probability {:.2f}, no speech {:.2f}{}: {}",
                  task.language, temperature, decoding->mean_log_probability(), decoding->no_speech,
                  circles ? ", in circles" : "", table.text(decoding->tokens));
    if (circles) {
      auto once = without_loop(std::move(*decoding), table);
      if (better(once, circling)) circling = std::move(once);
      if (task.speech_end < kShort && believable(*circling)) break;
      continue;
    }
    if (better(*decoding, best)) best = std::move(*decoding);
    if (best->mean_log_probability() >= kImprobable) break;
  }
  if (!best || !believable(*best)) best = std::move(circling);
  if (best && !believable(*best)) best.reset();
  return best;
}

}  // namespace smarttag::speech
