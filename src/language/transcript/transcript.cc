#include "language/transcript/transcript.h"

#include <algorithm>

#include "language/text/sentences.h"
#include "language/text/unicode.h"
#include "language/transcript/unicode_text.h"

namespace smarttag::language {
namespace {

double speaking_time(std::string_view text) {
  const double per_minute = han_share(text) > 0.5 ? 270 : 160;
  return 60 * static_cast<double>(length_in_units(text)) / per_minute;
}

}  // namespace

double TranscriptBuilder::now() const { return made_.sentences.empty() ? 0 : made_.sentences.back().to; }

void TranscriptBuilder::turn(const std::string& speaker) {
  const auto next = made_.sentences.size();
  made_.turns.push_back({trimmed(without_controls(speaker)), next, next});
}

void TranscriptBuilder::text(std::string_view text) { this->text(text, now(), now() + speaking_time(text)); }

void TranscriptBuilder::text(std::string_view text, double from, double to) {
  auto pieces = sentences_of(without_controls(text));
  double all = 0;
  for (const auto& piece : pieces) all += static_cast<double>(piece.size());
  double begin = from;
  for (auto& piece : pieces) {
    const double end = begin + (to - from) * static_cast<double>(piece.size()) / all;
    sentence(std::move(piece), begin, end);
    begin = end;
  }
}

void TranscriptBuilder::sentence(std::string text) {
  const double length = speaking_time(text);
  sentence(std::move(text), now(), now() + length);
}

void TranscriptBuilder::sentence(std::string text, double from, double to, std::vector<Word> words) {
  if (made_.turns.empty()) turn({});
  auto clean = trimmed(without_controls(text));
  if (clean.empty()) return;
  Sentence next;
  next.id = static_cast<long>(made_.sentences.size()) + 1;
  next.turn = made_.turns.size() - 1;
  next.from = made_.sentences.empty() ? from : std::max(from, made_.sentences.back().from);
  next.to = std::max(next.from, to);
  next.text = std::move(clean);
  next.words = std::move(words);
  for (auto& word : next.words) word.text = without_controls(word.text);
  made_.sentences.push_back(std::move(next));
  made_.turns.back().last = made_.sentences.size();
}

Transcript TranscriptBuilder::finish(std::string language) {
  if (language.empty()) {
    std::string all;
    for (const auto& sentence : made_.sentences) all += sentence.text;
    language = han_share(all) > 0.4 ? "zh" : "en";
  }
  made_.language = std::move(language);
  return std::move(made_);
}

}  // namespace smarttag::language
