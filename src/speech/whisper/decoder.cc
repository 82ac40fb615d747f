#include "speech/whisper/decoder.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "speech/whisper/repetition.h"
#include "speech/whisper/token_rules.h"

namespace smarttag::speech {
namespace {

constexpr int kMostTokens = 224;  // Whisper's limit: half of the decoder's positions
// No language is spoken faster, in tokens; more is a loop that has not been recognised as one.
constexpr double kTokensPerSecond = 25;
constexpr int kFirstTokens = 16;
constexpr float kNegligible = 25;  // exp(-25) adds nothing to a sum of 50,000 in float

struct Choice {
  Token token;
  float log_probability;
};

// log(sum(exp(x))) of logits / temperature.
float log_sum(std::span<const float> logits, float temperature) {
  const float best = *std::max_element(logits.begin(), logits.end());
  double sum = 0;
  for (const float x : logits)
    if (const float below = (best - x) / temperature; below < kNegligible) sum += std::exp(-below);
  return best / temperature + static_cast<float>(std::log(sum));
}

Choice most_probable(std::span<const float> logits) {
  const auto best = std::max_element(logits.begin(), logits.end());
  return {static_cast<Token>(best - logits.begin()), *best - log_sum(logits, 1)};
}

// The probability told is the one at temperature 1, as Whisper has it.
Choice drawn(std::span<const float> logits, float temperature, std::mt19937& chance) {
  const float total = log_sum(logits, temperature);
  auto left = std::generate_canonical<double, 32>(chance);
  Choice choice = most_probable(logits);  // if rounding leaves something over
  for (std::size_t i = 0; i < logits.size(); ++i) {
    left -= std::exp(static_cast<double>(logits[i] / temperature - total));
    if (left > 0) continue;
    choice = {static_cast<Token>(i), logits[i] - log_sum(logits, 1)};
    break;
  }
  return choice;
}

// Puts in the prompt and the language; gives the logits of the first token.
Result<std::span<const float>> start(Whisper& whisper, const DecodeTask& task, float& no_speech) {
  const TokenTable& table = whisper.tokens();
  std::vector<Token> lead;
  if (const auto& prompt = table.prompt(task.language); !prompt.empty()) {
    lead.push_back(table.previous());
    lead.insert(lead.end(), prompt.begin(), prompt.end());
  }
  lead.push_back(table.start());
  if (auto begun = whisper.begin(); !begun) return tl::unexpected(begun.error());
  const auto logits = whisper.append(lead);
  if (!logits) return logits;
  no_speech = std::exp((*logits)[static_cast<std::size_t>(table.no_speech())] - log_sum(*logits, 1));
  return whisper.append(std::vector<Token>{table.language(task.language), table.transcribe()});
}

}  // namespace

double Decoding::mean_log_probability() const {
  if (tokens.empty()) return 0;
  const double sum = std::accumulate(log_probabilities.begin(), log_probabilities.end(), 0.0);
  return sum / static_cast<double>(log_probabilities.size());
}

Result<Decoding> decode(Whisper& whisper, const DecodeTask& task) {
  const TokenTable& table = whisper.tokens();
  const TokenRules rules(table, task.speech_end);
  std::mt19937 chance(static_cast<std::mt19937::result_type>(task.temperature * 1000));
  const auto most = static_cast<std::size_t>(
      std::min<double>(kMostTokens, kFirstTokens + kTokensPerSecond * task.speech_end));
  Decoding decoding;
  auto logits = start(whisper, task, decoding.no_speech);
  std::vector<float> allowed;
  std::vector<Token> words;
  while (logits && decoding.tokens.size() < most) {
    allowed.assign(logits->begin(), logits->end());
    rules.apply(allowed, decoding.tokens);
    const Choice choice = task.temperature > 0 ? drawn(allowed, static_cast<float>(task.temperature), chance)
                                               : most_probable(allowed);
    if (choice.token == table.end()) return decoding;
    decoding.tokens.push_back(choice.token);
    decoding.log_probabilities.push_back(choice.log_probability);
    if (!table.is_timestamp(choice.token)) words.push_back(choice.token);
    if (repeated_tail(words) > 0) {
      decoding.looped = true;
      return decoding;
    }
    logits = whisper.append(std::vector<Token>{choice.token});
  }
  if (!logits) return tl::unexpected(logits.error());
  decoding.looped = true;  // it found no end
  return decoding;
}

}  // namespace smarttag::speech
