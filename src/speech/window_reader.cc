#include "speech/window_reader.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <optional>

#include "base/text/unicode.h"
#include "media/frame.h"
#include "speech/chinese_pauses.h"
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
constexpr double kSureLanguage = -0.1;     // mean log probability of a language above which it is not doubted
constexpr double kForNeighbour = 0.25;     // nats by which a reading in the language around may be less sure
constexpr int kDeepest = 3;                // times that what was left out is read again
constexpr double kLeastCovered = 0.25;     // share of a piece below which it counts as left out
constexpr double kWorthReading = 0.6;      // seconds of speech
constexpr double kTailWorthReading = 1.0;  // of a piece that was begun
// A sound of a word or two is heard as Whisper was trained: in a window of 30 s.
constexpr double kWholeWindow = 30;
constexpr float kLeastLastWord = 0.25F;  // probability of a word at its end, which may be cut in two

constexpr double kNever = 1e9;  // seconds

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

// Measured on the shared recordings: Chinese is recognised better with more sound around it, English with a
// little more before it (3.55 instead of 3.70 % of words wrong), other languages with neither.
const Margins& margins_of(const std::string& language) {
  return language == "zh" ? kWideMargins : language == "en" ? kEnglishMargins : kMargins;
}

Piece range_of(const Window& window, std::size_t first, std::size_t last, const std::string& language) {
  if (window.whole) return bounds_of(window);
  return surroundings(window.pieces, first, last, bounds_of(window), margins_of(language));
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

// The second up to which a transcript tells, counted from the start of its sound.
double reach_of(const std::optional<Decoding>& decoding, const TokenTable& tokens) {
  const bool ends = decoding && !decoding->tokens.empty() && tokens.is_timestamp(decoding->tokens.back());
  return ends ? tokens.seconds(decoding->tokens.back()) : kNever;
}

// The last words of a sound that ends within a word are guesses.
void drop_cut_words(std::vector<Utterance>& utterances) {
  while (!utterances.empty()) {
    auto& words = utterances.back().words;
    while (!words.empty() && words.back().probability < kLeastLastWord) words.pop_back();
    std::string text;
    for (const facts::Word& word : words) text += word.text;
    utterances.back().text = trim_spaces(text);
    if (!utterances.back().text.empty()) return;
    utterances.pop_back();
  }
}

void shift(Utterance& utterance, double by) {
  utterance.from += by;
  utterance.to += by;
  for (facts::Word& word : utterance.words) {
    word.from += by;
    word.to += by;
  }
}

}  // namespace

WindowReader::WindowReader(std::shared_ptr<Whisper> whisper, Reading reading)
    : whisper_(std::move(whisper)),
      reading_(std::move(reading)),
      priors_(language_priors(whisper_->tokens().languages())),
      hotwords_(reading_.hotwords, whisper_->tokens()) {
  const TokenTable& tokens = whisper_->tokens();
  if (!reading_.language.empty()) language_ = tokens.language(reading_.language) - tokens.first_language();
}

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
  if (!reading_.language.empty()) return std::vector<Run>{{0, window.pieces.size() - 1, language_}};
  std::vector<LanguageEvidence> evidence;
  for (std::size_t i = 0; i < window.pieces.size(); ++i) {
    auto heard = listen_to(window, i);
    if (!heard) return tl::unexpected(heard.error());
    evidence.push_back(std::move(*heard));
  }
  auto languages = most_probable_languages(evidence, priors_, language_, kCautious);
  const auto others = most_probable_languages(evidence, priors_, language_, kEager);
  if (auto done = settle(window, others, languages); !done) return tl::unexpected(done.error());
  if (auto done = rejoin(window, evidence, languages); !done) return tl::unexpected(done.error());
  language_ = languages.back();
  return runs_of(languages);
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

// What was taken, without much evidence, for another language than is spoken around it: a stray piece of a
// language that nobody speaks here costs every word of it.
Result<void> WindowReader::rejoin(const Window& window, std::span<const LanguageEvidence> evidence,
                                  std::vector<int>& languages) {
  const int before = language_;
  for (const Run& run : runs_of(languages)) {
    if (evidence_for(evidence, run) >= kSureLanguage) continue;
    std::vector<int> around;
    if (const int left = run.first > 0 ? languages[run.first - 1] : before; left >= 0) around.push_back(left);
    if (run.last + 1 < languages.size() && (around.empty() || around[0] != languages[run.last + 1]))
      around.push_back(languages[run.last + 1]);
    for (const int other : around) {
      if (other == run.language) continue;  // of the window before
      const auto likelier = is_likelier(window, run, other);
      if (!likelier) return tl::unexpected(likelier.error());
      if (!*likelier) continue;
      std::fill(languages.begin() + static_cast<std::ptrdiff_t>(run.first),
                languages.begin() + static_cast<std::ptrdiff_t>(run.last) + 1, other);
      break;
    }
  }
  return {};
}

// Whether the run, which stands beside speech in the other language, is in that one.
Result<bool> WindowReader::is_likelier(const Window& window, const Run& run, int other) {
  const auto in_own = sureness(window, run.first, run.last, run.language);
  if (!in_own) return tl::unexpected(in_own.error());
  const auto in_other = sureness(window, run.first, run.last, other);
  if (!in_other) return tl::unexpected(in_other.error());
  return *in_other > *in_own - kForNeighbour;
}

// Mean log probability of what these pieces say in that language.
Result<double> WindowReader::sureness(const Window& window, std::size_t first, std::size_t last,
                                      int language) {
  const auto& code = whisper_->tokens().languages()[static_cast<std::size_t>(language)];
  const Piece range = range_of(window, first, last, code);
  if (auto done = whisper_->encode(sound_of(window, range), kSilence); !done)
    return tl::unexpected(done.error());
  const double speech_end = static_cast<double>(window.pieces[last].to - range.from) / kRate;
  const auto decoding = decode(*whisper_, {code, speech_end, 0, 1});
  if (!decoding) return tl::unexpected(decoding.error());
  return decoding->looped || decoding->tokens.empty() ? -std::numeric_limits<double>::infinity()
                                                      : decoding->mean_log_probability();
}

// Each piece is taken in by itself: what the encoder makes of a piece amid others says little of its
// language. The beginning is mostly enough.
Result<LanguageEvidence> WindowReader::listen_to(const Window& window, std::size_t piece) {
  const Piece whole = window.pieces[piece];
  const Span time = seconds(whole);
  if (window.whole) {
    auto heard = languages_of(window.samples, kWholeWindow);
    if (!heard) return tl::unexpected(heard.error());
    return LanguageEvidence{std::move(*heard), time.to - time.from};
  }
  auto heard = languages_of(sound_of(window, {whole.from, std::min(whole.to, whole.from + kGlance)}),
                            kSilenceForLanguage);
  if (heard && whole.to - whole.from > kGlance && !is_clear(*heard, priors_))
    heard = languages_of(sound_of(window, {whole.from, std::min(whole.to, whole.from + kLook)}),
                         kSilenceForLanguage);
  if (!heard) return tl::unexpected(heard.error());
  return LanguageEvidence{std::move(*heard), time.to - time.from};
}

Result<std::vector<float>> WindowReader::languages_of(std::span<const float> sound, double silence) {
  const TokenTable& table = whisper_->tokens();
  if (auto done = whisper_->encode(sound, silence); !done) return tl::unexpected(done.error());
  if (auto begun = whisper_->begin(); !begun) return tl::unexpected(begun.error());
  const auto logits = whisper_->append(std::vector<Token>{table.start()});
  if (!logits) return tl::unexpected(logits.error());
  return log_probabilities(
      logits->subspan(static_cast<std::size_t>(table.first_language()), table.languages().size()));
}

Result<void> WindowReader::read_run(const Window& window, const Run& run, int depth,
                                    std::vector<TimedFact>& facts) {
  const auto& code = whisper_->tokens().languages()[static_cast<std::size_t>(run.language)];
  const Piece range = range_of(window, run.first, run.last, code);
  if (auto done = whisper_->encode(sound_of(window, range), window.whole ? kWholeWindow : kSilence); !done)
    return done;
  std::vector<Span> speech;
  for (std::size_t i = run.first; i <= run.last; ++i) speech.push_back(seconds(window.pieces[i]));
  const double origin = seconds(range).from;
  const double speech_end = speech.back().to - origin;
  const auto decoding = transcribe(*whisper_, {code, speech_end, 0, reading_.beams,
                                               hotwords_.empty() ? nullptr : &hotwords_, window.whole});
  if (!decoding) return tl::unexpected(decoding.error());
  std::vector<Utterance> utterances;
  if (*decoding) {
    const auto words = timed_words(*whisper_, **decoding, code, speech_end);
    if (!words) return tl::unexpected(words.error());
    utterances = segments(**decoding, *words, whisper_->tokens(), speech_end);
  }
  for (Utterance& u : utterances) shift(u, origin);
  const double reached = reach_of(*decoding, whisper_->tokens()) + origin;
  place(utterances, speech);
  if (window.whole) drop_cut_words(utterances);
  auto said = sentences(utterances, speech);
  if (code == "zh") mark_pauses(said);
  for (Utterance& u : said) settle_words(u, speech);
  if (auto done = add_facts(std::move(said), run.language, facts); !done) return done;
  if (auto done = read_rest(window, run, utterances, depth, facts); !done) return done;
  return read_tail(window, run, utterances, reached, depth, facts);
}

// A transcript that ends with a time before the speech ends has left the rest of a piece for the next window.
Result<void> WindowReader::read_tail(const Window& window, const Run& run,
                                     std::span<const Utterance> utterances, double reached, int depth,
                                     std::vector<TimedFact>& facts) {
  if (depth >= kDeepest || window.whole || reached >= kNever) return {};
  const auto from = static_cast<std::int64_t>(reached * kRate);
  for (std::size_t i = run.first; i <= run.last; ++i) {
    const Piece& piece = window.pieces[i];
    if (from <= piece.from || static_cast<double>(piece.to - from) < kTailWorthReading * kRate) continue;
    if (covered(seconds(piece), utterances) < kLeastCovered) return {};  // read_rest reads all of it
    const Piece range{from, surroundings(window.pieces, i, i, bounds_of(window), kMargins).to};
    const auto sound = sound_of(window, range);
    const Window tail{from, {sound.begin(), sound.end()}, {{from, piece.to}}};
    return read_run(tail, {0, 0, run.language}, depth + 1, facts);
  }
  return {};
}

// Whisper may leave out speech, most of all the end of a window: what no utterance covers is read by itself.
Result<void> WindowReader::read_rest(const Window& window, const Run& run,
                                     std::span<const Utterance> utterances, int depth,
                                     std::vector<TimedFact>& facts) {
  if (depth >= kDeepest || utterances.empty() || window.whole) return {};
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

Result<void> WindowReader::add_facts(std::vector<Utterance> utterances, int language,
                                     std::vector<TimedFact>& facts) const {
  const auto& code = whisper_->tokens().languages()[static_cast<std::size_t>(language)];
  for (Utterance& u : utterances) {
    if (!is_speakable(u)) continue;
    TimedFact fact;
    fact.score = static_cast<float>(std::exp(std::min(u.log_probability, 0.0)));
    fact.from = u.from;
    fact.to = u.to;
    fact.analyser = "asr";
    facts::Speech speech;
    speech.text = std::move(u.text);
    speech.language = bcp47(code);
    speech.words = std::move(u.words);
    if (code == "zh")
      if (auto done = write_in_chinese(speech); !done) return done;
    fact.of = std::move(speech);
    facts.push_back(std::move(fact));
  }
  return {};
}

}  // namespace smarttag::speech
