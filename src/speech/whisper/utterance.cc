#include "speech/whisper/utterance.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "speech/writing/characters.h"

namespace smarttag::speech {
namespace {

constexpr double kShift = 0.6;       // seconds that a boundary between two segments is moved at most
constexpr double kOuterShift = 1.0;  // and the beginning of the first and the end of the last
// Fast speech has some 25 Latin letters or 8 Han characters a second; a very short stretch is measured badly.
constexpr double kLettersPerSecond = 35;
constexpr double kLettersAnyway = 8;
constexpr double kLettersOfWide = 3;

void add_segment(std::vector<Utterance>& found, const TokenTable& tokens, std::span<const Token> words,
                 std::span<const float> log_probabilities, Span time) {
  std::string text = trimmed(tokens.text(words));
  if (text.empty()) return;
  const double sum = std::accumulate(log_probabilities.begin(), log_probabilities.end(), 0.0);
  found.push_back({std::move(text), time.from, std::max(time.from, time.to),
                   sum / static_cast<double>(log_probabilities.size())});
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

std::vector<Utterance> segments(const Decoding& decoding, const TokenTable& tokens, double speech_end) {
  std::vector<Utterance> found;
  double from = 0;
  std::size_t begin = 0;
  const std::span<const Token> all(decoding.tokens);
  const std::span<const float> likely(decoding.log_probabilities);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!tokens.is_timestamp(all[i])) continue;
    const double time = tokens.seconds(all[i]);
    add_segment(found, tokens, all.subspan(begin, i - begin), likely.subspan(begin, i - begin), {from, time});
    from = time;
    begin = i + 1;
  }
  add_segment(found, tokens, all.subspan(begin), likely.subspan(begin), {from, speech_end});
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
  return letters <= kLettersAnyway + kLettersPerSecond * (utterance.to - utterance.from);
}

}  // namespace smarttag::speech
