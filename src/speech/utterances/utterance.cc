#include "speech/utterances/utterance.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/text/unicode.h"
#include "speech/writing/characters.h"

namespace smarttag::speech {
namespace {

constexpr double kShift = 0.6;       // seconds that a boundary between two segments is moved at most
constexpr double kOuterShift = 1.0;  // and the beginning of the first and the end of the last
// Fast speech has some 25 Latin letters or 8 Han characters a second; a very short stretch is measured badly.
constexpr double kLettersPerSecond = 35;
constexpr double kLettersAnyway = 8;
constexpr double kLettersOfWide = 3;

// Tokens first to end of a transcript.
void add_segment(std::vector<Utterance>& found, const Decoding& decoding, std::span<const TimedWord> words,
                 const TokenTable& tokens, std::size_t first, std::size_t end, Span time) {
  const std::string raw = tokens.text(std::span(decoding.tokens).subspan(first, end - first));
  std::string text(trim_spaces(raw));
  if (text.empty()) return;
  const auto likely = std::span(decoding.log_probabilities).subspan(first, end - first);
  const double sum = std::accumulate(likely.begin(), likely.end(), 0.0);
  Utterance segment{std::move(text), time.from, std::max(time.from, time.to),
                    sum / static_cast<double>(likely.size())};
  for (const TimedWord& word : words)
    if (word.first >= first && word.end <= end) segment.words.push_back(word.word);
  found.push_back(std::move(segment));
}

std::vector<Span> pauses_between(std::span<const Span> speech) {
  std::vector<Span> pauses;
  for (std::size_t i = 1; i < speech.size(); ++i) pauses.push_back({speech[i - 1].to, speech[i].from});
  return pauses;
}

// The pause nearest to `time` that begins after `after` and ends before `before`; nullptr if none is near.
const Span* near_pause(std::span<const Span> pauses, double time, double after, double before) {
  const Span* best = nullptr;
  double least = kShift;
  for (const Span& pause : pauses) {
    if (pause.from <= after || pause.to >= before) continue;
    const double distance = std::max({0.0, pause.from - time, time - pause.to});
    if (distance > least || (best != nullptr && distance == least)) continue;
    least = distance;
    best = &pause;
  }
  return best;
}

}  // namespace

std::vector<Utterance> segments(const Decoding& decoding, std::span<const TimedWord> words,
                                const TokenTable& tokens, double speech_end) {
  std::vector<Utterance> found;
  double from = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < decoding.tokens.size(); ++i) {
    if (!tokens.is_timestamp(decoding.tokens[i])) continue;
    const double time = tokens.seconds(decoding.tokens[i]);
    add_segment(found, decoding, words, tokens, begin, i, {from, time});
    from = time;
    begin = i + 1;
  }
  add_segment(found, decoding, words, tokens, begin, decoding.tokens.size(), {from, speech_end});
  return found;
}

void place(std::vector<Utterance>& utterances, std::span<const Span> speech) {
  if (utterances.empty()) return;
  const auto pauses = pauses_between(speech);
  Utterance& first = utterances.front();
  if (first.from < speech.front().from + kOuterShift) first.from = speech.front().from;
  Utterance& last = utterances.back();
  if (last.to > speech.back().to - kOuterShift) last.to = speech.back().to;
  for (std::size_t i = 1; i < utterances.size(); ++i) {
    Utterance& a = utterances[i - 1];
    Utterance& b = utterances[i];
    if (const Span* pause = near_pause(pauses, (a.to + b.from) / 2, a.from, b.to)) {
      a.to = pause->from;
      b.from = pause->to;
    } else {
      b.from = std::max(b.from, a.from);
      a.to = std::min(a.to, b.from);
    }
  }
  for (Utterance& u : utterances) {  // neither begins nor ends within a pause
    for (const Span& pause : pauses) {
      if (u.from > pause.from && u.from < pause.to && u.to > pause.to) u.from = pause.to;
      if (u.to > pause.from && u.to < pause.to && u.from < pause.from) u.to = pause.from;
    }
    u.to = std::max(u.to, u.from);
  }
}

bool is_speakable(const Utterance& utterance) {
  double letters = 0;
  for (const char32_t c : code_points(utterance.text))
    if (!is_space(c) && !is_pause_mark(c)) letters += is_wide(c) ? kLettersOfWide : 1;
  return letters > 0 && letters <= kLettersAnyway + kLettersPerSecond * (utterance.to - utterance.from);
}

void settle_words(Utterance& utterance, std::span<const Span> speech) {
  const auto pauses = pauses_between(speech);
  double since = utterance.from;
  for (facts::Word& word : utterance.words) {
    word.text = trim_spaces(word.text);
    word.from = std::clamp(word.from, since, utterance.to);
    word.to = std::clamp(word.to, word.from, utterance.to);
    for (const Span& pause : pauses) {
      if (pause.to <= word.from || pause.from >= word.to) continue;
      const bool before = pause.from - word.from > word.to - pause.to;  // most of it lies before the pause
      if (before && pause.from > word.from)
        word.to = pause.from;
      else
        word.from = std::min(pause.to, utterance.to);
      word.to = std::max(word.to, word.from);
    }
    since = word.to;
  }
  std::erase_if(utterance.words, [](const facts::Word& word) { return word.text.empty(); });
}

}  // namespace smarttag::speech
