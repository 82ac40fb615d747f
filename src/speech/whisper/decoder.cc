#include "speech/whisper/decoder.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>

#include "speech/whisper/choice.h"
#include "speech/whisper/repetition.h"
#include "speech/whisper/tokens/token_rules.h"

namespace smarttag::speech {
namespace {

constexpr int kMostTokens = 224;  // Whisper's limit: half of the decoder's positions
// No language is spoken faster, in tokens; more is a loop that has not been recognised as one.
constexpr double kTokensPerSecond = 25;
constexpr int kFirstTokens = 16;
constexpr double kBehind = 6;           // nats by which a beam may fall behind the best one
constexpr double kToleratedRest = 0.5;  // seconds of speech that may be left when a transcript ends
constexpr double kForRest = 0.05;       // nats taken off the mean for each second more
constexpr double kForRepetition = 0.3;  // and for each time that a phrase is said once more
constexpr float kNotHeard = -12;        // log probability below which a hotword cannot have been said

// A transcript that grows, and the row of the decoder that it goes on from.
struct Transcript {
  Decoding decoding;
  std::vector<Token> words;  // its tokens that are text
  double sum = 0;            // of log probabilities
  HotwordTable::State hotwords{};
  int row = 0;
};

// One step of a transcript.
struct Step {
  const Transcript* from;
  Choice choice;
  double sum;                      // of log probabilities
  HotwordTable::State hotwords{};  // behind the token
  double worth() const { return sum + hotwords.bonus(); }
};

Transcript taken(const Step& step, const TokenTable& table) {
  Transcript next = *step.from;
  next.sum = step.sum;
  next.hotwords = step.hotwords;
  if (step.choice.token == table.end()) {
    next.decoding.end_log_probability = step.choice.log_probability;
    return next;
  }
  next.decoding.tokens.push_back(step.choice.token);
  next.decoding.log_probabilities.push_back(step.choice.log_probability);
  if (!table.is_timestamp(step.choice.token)) next.words.push_back(step.choice.token);
  next.decoding.looped = repeated_tail(next.words) > 0;
  return next;
}

// The transcripts of one window while they grow.
class Search {
 public:
  Search(Whisper& whisper, const DecodeTask& task)
      : whisper_(whisper),
        task_(task),
        rules_(whisper.tokens(), task.speech_end),
        chance_(static_cast<std::mt19937::result_type>(task.temperature * 1000)),
        most_(static_cast<std::size_t>(
            std::min<double>(kMostTokens, kFirstTokens + kTokensPerSecond * task.speech_end))) {}

  Result<Decoding> run() {
    auto logits = start();
    while (logits && !growing_.empty()) {
      const auto steps = task_.temperature > 0 ? draw(*logits) : search(*logits);
      if (!go_on(steps)) break;
      logits = append();
    }
    if (!logits) return tl::unexpected(logits.error());
    return best();
  }

 private:
  // Puts in the language; gives the logits of the first token.
  Result<std::span<const float>> start() {
    const TokenTable& table = whisper_.tokens();
    if (auto begun = whisper_.begin(); !begun) return tl::unexpected(begun.error());
    const auto logits = whisper_.append(std::vector<Token>{table.start()});
    if (!logits) return logits;
    no_speech_ = std::exp((*logits)[static_cast<std::size_t>(table.no_speech())] - log_sum(*logits, 1));
    growing_.assign(task_.temperature > 0 ? static_cast<std::size_t>(task_.beams) : 1, Transcript{});
    return whisper_.append(std::vector<Token>{table.language(task_.language), table.transcribe()});
  }

  std::span<float> allowed(std::span<const float> logits, const Transcript& transcript) {
    const auto size = static_cast<std::size_t>(whisper_.tokens().size());
    const auto row = logits.subspan(static_cast<std::size_t>(transcript.row) * size, size);
    allowed_.assign(row.begin(), row.end());
    rules_.apply(allowed_, transcript.decoding.tokens);
    return allowed_;
  }

  // The most probable tokens, and those of hotwords.
  std::vector<Choice> choices(std::span<const float> logits, const Transcript& transcript) const {
    auto found = most_probable(logits, static_cast<std::size_t>(task_.beams) + 1);
    if (task_.hotwords == nullptr || found.empty()) return found;
    const float total = logits[static_cast<std::size_t>(found.front().token)] - found.front().log_probability;
    const std::size_t probable = found.size();
    for (const Token token : task_.hotwords->continuing(transcript.hotwords)) {
      const bool known = std::any_of(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(probable),
                                     [&](const Choice& choice) { return choice.token == token; });
      const float log_probability = logits[static_cast<std::size_t>(token)] - total;
      if (!known && log_probability > kNotHeard) found.push_back({token, log_probability});
    }
    return found;
  }

  // Where the transcript stands in the hotwords behind the token; timestamps stand between words.
  HotwordTable::State behind(const Transcript& transcript, Token token) const {
    if (task_.hotwords == nullptr) return {};
    if (token < whisper_.tokens().end()) return task_.hotwords->next(transcript.hotwords, token);
    return {{}, 0, transcript.hotwords.given};
  }

  // The best steps of all beams together, in order; more than can go on, since some of them are ends.
  std::vector<Step> search(std::span<const float> logits) {
    std::vector<Step> steps;
    for (const Transcript& transcript : growing_)
      for (const Choice& choice : choices(allowed(logits, transcript), transcript))
        steps.push_back(
            {&transcript, choice, transcript.sum + choice.log_probability, behind(transcript, choice.token)});
    std::stable_sort(steps.begin(), steps.end(),
                     [](const Step& a, const Step& b) { return a.worth() > b.worth(); });
    return steps;
  }

  std::vector<Step> draw(std::span<const float> logits) {
    std::vector<Step> steps;
    for (const Transcript& transcript : growing_) {
      const Choice choice =
          drawn(allowed(logits, transcript), static_cast<float>(task_.temperature), chance_);
      steps.push_back({&transcript, choice, transcript.sum + choice.log_probability, {}});
    }
    return steps;
  }

  // Takes the steps; false when no transcript is to go on.
  bool go_on(const std::vector<Step>& steps) {
    const TokenTable& table = whisper_.tokens();
    const auto beams = static_cast<std::size_t>(task_.beams);
    const double least =
        task_.temperature > 0 ? -std::numeric_limits<double>::infinity() : steps.front().worth() - kBehind;
    std::vector<Transcript> next;
    for (const Step& step : steps) {
      if (next.size() == beams || step.worth() < least) break;
      Transcript transcript = taken(step, table);
      if (step.choice.token == table.end())
        finished_.push_back(std::move(transcript));
      else if (transcript.decoding.looped || transcript.decoding.tokens.size() >= most_)
        given_up_.push_back(std::move(transcript));
      else
        next.push_back(std::move(transcript));
    }
    growing_ = std::move(next);
    return !growing_.empty() && finished_.size() < beams;
  }

  Result<std::span<const float>> append() {
    std::vector<Token> tokens;
    std::vector<int> rows;
    for (Transcript& transcript : growing_) {
      tokens.push_back(transcript.decoding.tokens.back());
      rows.push_back(transcript.row);
      transcript.row = static_cast<int>(rows.size()) - 1;
    }
    return whisper_.append(tokens, rows);
  }

  // The mean that counts among those that came to an end: less for one that stops while speech goes on, and
  // for one that says the same again: both are likely, word by word, without being what was said.
  double merit(const Transcript& transcript) const {
    const TokenTable& table = whisper_.tokens();
    const auto& tokens = transcript.decoding.tokens;
    double left = 0;
    if (!tokens.empty() && table.is_timestamp(tokens.back()))
      left = std::max(0.0, task_.speech_end - kToleratedRest - table.seconds(tokens.back()));
    const double bonus = transcript.hotwords.given / static_cast<double>(tokens.size() + 1);
    return transcript.decoding.mean_log_probability() + bonus - kForRest * left -
           kForRepetition * static_cast<double>(repetitions(transcript.words));
  }

  Decoding best() {
    const bool none = finished_.empty();
    std::vector<Transcript>& found = none ? given_up_ : finished_;
    if (found.empty()) return {};
    const auto first = std::max_element(found.begin(), found.end(),
                                        [&](const auto& a, const auto& b) { return merit(a) < merit(b); });

    Decoding result = std::move(first->decoding);
    result.no_speech = no_speech_;
    result.looped = none;
    return result;
  }

  Whisper& whisper_;
  const DecodeTask& task_;
  TokenRules rules_;
  std::mt19937 chance_;
  std::size_t most_;                  // tokens
  std::vector<Transcript> growing_;   // at most `beams`
  std::vector<Transcript> finished_;  // that came to an end
  std::vector<Transcript> given_up_;  // that went in circles, or found no end
  std::vector<float> allowed_;
  float no_speech_ = 0;
};

}  // namespace

double Decoding::mean_log_probability() const {
  if (tokens.empty()) return 0;
  const double sum = std::accumulate(log_probabilities.begin(), log_probabilities.end(), 0.0);
  return (sum + end_log_probability) / static_cast<double>(log_probabilities.size() + 1);
}

Result<Decoding> decode(Whisper& whisper, const DecodeTask& task) { return Search(whisper, task).run(); }

}  // namespace smarttag::speech
