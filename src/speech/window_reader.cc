#include "speech/window_reader.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "media/frame.h"
#include "speech/whisper/transcriber.h"
#include "speech/writing/chinese.h"

namespace smarttag::speech {
namespace {

constexpr double kRate = media::kSampleRate;
constexpr double kSilence = 1.0;  // seconds behind what is transcribed
constexpr double kSilenceForLanguage = 0.1;
constexpr std::int64_t kGlance = 3 * media::kSampleRate;  // of a piece, for its language
constexpr std::int64_t kLook = 10 * media::kSampleRate;   // where that is not enough
constexpr float kClear = 1.5F;                            // nats between the first and the second language
constexpr int kDeepest = 3;                               // times that what was left out is read again
constexpr double kLeastCovered = 0.25;  // share of a piece below which it counts as left out
constexpr double kWorthReading = 0.6;   // seconds of speech

Span seconds(const Piece& piece) {
  return {static_cast<double>(piece.from) / kRate, static_cast<double>(piece.to) / kRate};
}

Piece bounds_of(const Window& window) {
  return {window.from, window.from + static_cast<std::int64_t>(window.samples.size())};
}

std::span<const float> sound_of(const Window& window, const Piece& range) {
  return std::span<const float>(window.samples)
      .subspan(static_cast<std::size_t>(range.from - window.from),
               static_cast<std::size_t>(range.to - range.from));
}

double covered(const Span& piece, std::span<const Utterance> utterances) {
  double sum = 0;
  for (const Utterance& u : utterances)
    sum += std::max(0.0, std::min(piece.to, u.to) - std::max(piece.from, u.from));
  return piece.to > piece.from ? sum / (piece.to - piece.from) : 1;
}

bool is_clear(std::span<const float> log_probabilities, std::span<const float> priors) {
  std::vector<float> score(log_probabilities.begin(), log_probabilities.end());
  for (std::size_t i = 0; i < score.size(); ++i) score[i] += priors[i];
  std::nth_element(score.begin(), score.begin() + 1, score.end(), std::greater<>());
  return score[0] - score[1] >= kClear;
}

// Whisper's code for Javanese is not the standard's.
std::string bcp47(const std::string& code) { return code == "jw" ? "jv" : code; }

}  // namespace

WindowReader::WindowReader(std::shared_ptr<Whisper> whisper)
    : whisper_(std::move(whisper)), priors_(language_priors(whisper_->tokens().languages())) {}

Result<std::vector<TimedFact>> WindowReader::read(const Window& window) {
  std::vector<TimedFact> facts;
  const auto found = runs(window);
  if (!found) return tl::unexpected(found.error());
  for (const Run& run : *found)
    if (auto done = read_run(window, run, 0, facts); !done) return tl::unexpected(done.error());
  std::stable_sort(facts.begin(), facts.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
  return facts;
}

Result<std::vector<WindowReader::Run>> WindowReader::runs(const Window& window) {
  std::vector<LanguageEvidence> evidence;
  for (std::size_t i = 0; i < window.pieces.size(); ++i) {
    auto heard = listen_to(window, i);
    if (!heard) return tl::unexpected(heard.error());
    evidence.push_back(std::move(*heard));
  }
  auto languages = most_probable_languages(evidence, priors_, language_, kCautious);
  const auto others = most_probable_languages(evidence, priors_, language_, kEager);
  if (auto done = settle(window, others, languages); !done) return tl::unexpected(done.error());
  std::vector<Run> result;
  for (std::size_t i = 0; i < languages.size(); ++i) {
    if (result.empty() || result.back().language != languages[i]) result.push_back({i, i, languages[i]});
    result.back().last = i;
  }
  language_ = languages.back();
  return result;
}

// Where two courses of languages differ, the speech is read in both, and the surer reading counts: in a
// language that it is not in, every word is hard to find.
Result<void> WindowReader::settle(const Window& window, std::span<const int> others,
                                  std::vector<int>& languages) {
  for (std::size_t first = 0, end = 0; first < languages.size(); first = end) {
    const int one = languages[first], other = others[first];
    end = first + 1;
    while (end < languages.size() && languages[end] == one && others[end] == other) ++end;
    if (one == other) continue;
    const auto in_one = sureness(window, first, end - 1, one);
    if (!in_one) return tl::unexpected(in_one.error());
    const auto in_other = sureness(window, first, end - 1, other);
    if (!in_other) return tl::unexpected(in_other.error());
    if (*in_other > *in_one)
      std::fill(languages.begin() + static_cast<std::ptrdiff_t>(first),
                languages.begin() + static_cast<std::ptrdiff_t>(end), other);
  }
  return {};
}

// Mean log probability of what these pieces say in that language.
Result<double> WindowReader::sureness(const Window& window, std::size_t first, std::size_t last,
                                      int language) {
  const Piece range = surroundings(window.pieces, first, last, bounds_of(window));
  if (auto done = whisper_->encode(sound_of(window, range), kSilence); !done)
    return tl::unexpected(done.error());
  const auto& code = whisper_->tokens().languages()[static_cast<std::size_t>(language)];
  const double speech_end = static_cast<double>(window.pieces[last].to - range.from) / kRate;
  const auto decoding = decode(*whisper_, {code, speech_end, 0.0});
  if (!decoding) return tl::unexpected(decoding.error());
  return decoding->looped || decoding->tokens.empty() ? -std::numeric_limits<double>::infinity()
                                                      : decoding->mean_log_probability();
}

// Each piece is taken in by itself: what the encoder makes of a piece amid others says little of its
// language. The beginning is mostly enough.
Result<LanguageEvidence> WindowReader::listen_to(const Window& window, std::size_t piece) {
  const Piece whole = window.pieces[piece];
  const Span time = seconds(whole);
  auto heard = languages_of(sound_of(window, {whole.from, std::min(whole.to, whole.from + kGlance)}));
  if (heard && whole.to - whole.from > kGlance && !is_clear(*heard, priors_))
    heard = languages_of(sound_of(window, {whole.from, std::min(whole.to, whole.from + kLook)}));
  if (!heard) return tl::unexpected(heard.error());
  return LanguageEvidence{std::move(*heard), time.to - time.from};
}

Result<std::vector<float>> WindowReader::languages_of(std::span<const float> sound) {
  const TokenTable& table = whisper_->tokens();
  if (auto done = whisper_->encode(sound, kSilenceForLanguage); !done) return tl::unexpected(done.error());
  if (auto begun = whisper_->begin(); !begun) return tl::unexpected(begun.error());
  const auto logits = whisper_->append(std::vector<Token>{table.start()});
  if (!logits) return tl::unexpected(logits.error());
  return log_probabilities(
      logits->subspan(static_cast<std::size_t>(table.first_language()), table.languages().size()));
}

Result<void> WindowReader::read_run(const Window& window, const Run& run, int depth,
                                    std::vector<TimedFact>& facts) {
  const Piece range = surroundings(window.pieces, run.first, run.last, bounds_of(window));
  if (auto done = whisper_->encode(sound_of(window, range), kSilence); !done) return done;
  std::vector<Span> speech;
  for (std::size_t i = run.first; i <= run.last; ++i) speech.push_back(seconds(window.pieces[i]));
  const double origin = seconds(range).from;
  const double speech_end = speech.back().to - origin;
  const auto& code = whisper_->tokens().languages()[static_cast<std::size_t>(run.language)];
  const auto decoding = transcribe(*whisper_, code, speech_end);
  if (!decoding) return tl::unexpected(decoding.error());
  std::vector<Utterance> utterances;
  if (*decoding) utterances = segments(**decoding, whisper_->tokens(), speech_end);
  for (Utterance& u : utterances) {
    u.from += origin;
    u.to += origin;
  }
  place(utterances, speech);
  if (auto done = add_facts(sentences(utterances, speech), run.language, facts); !done) return done;
  return read_rest(window, run, utterances, depth, facts);
}

// Whisper may leave out speech, most of all the end of a window: what no utterance covers is read by itself.
Result<void> WindowReader::read_rest(const Window& window, const Run& run,
                                     std::span<const Utterance> utterances, int depth,
                                     std::vector<TimedFact>& facts) {
  if (depth >= kDeepest || utterances.empty()) return {};
  for (std::size_t i = run.first; i <= run.last; ++i) {
    Run rest{i, i, run.language};
    double length = 0;
    for (; i <= run.last; ++i) {
      const Span piece = seconds(window.pieces[i]);
      if (covered(piece, utterances) >= kLeastCovered) break;
      length += piece.to - piece.from;
      rest.last = i;
    }
    if (length < kWorthReading) continue;
    if (auto done = read_run(window, rest, depth + 1, facts); !done) return done;
  }
  return {};
}

Result<void> WindowReader::add_facts(std::span<const Utterance> utterances, int language,
                                     std::vector<TimedFact>& facts) const {
  const auto& code = whisper_->tokens().languages()[static_cast<std::size_t>(language)];
  for (const Utterance& u : utterances) {
    if (!is_speakable(u)) continue;
    TimedFact fact;
    fact.score = static_cast<float>(std::exp(std::min(u.log_probability, 0.0)));
    fact.from = u.from;
    fact.to = u.to;
    fact.analyser = "asr";
    facts::Speech speech;
    speech.text = u.text;
    speech.language = bcp47(code);
    if (code == "zh") {
      auto text = written_chinese(u.text);
      if (!text) return tl::unexpected(text.error());
      speech.text = std::move(*text);
    }
    fact.of = std::move(speech);
    facts.push_back(std::move(fact));
  }
  return {};
}

}  // namespace smarttag::speech
