#include "speech/writing/subtitles.h"

#include <algorithm>
#include <cmath>

#include <spdlog/fmt/fmt.h>

#include "speech/writing/characters.h"

namespace smarttag::speech {
namespace {

using Text = std::vector<char32_t>;

constexpr int kColumns = 42;
constexpr int kLines = 2;
constexpr double kShortest = 1.0;  // seconds that a cue stays, where the next one allows it

int columns(const Text& text) {
  int sum = 0;
  for (const char32_t c : text) sum += is_wide(c) ? 2 : 1;
  return sum;
}

// How good it is to break after character i: after a sentence, a pause, a word, between Chinese characters,
// anywhere.
int quality_of_break(const Text& text, std::size_t i) {
  const char32_t c = text[i];
  const bool before_mark = i + 1 < text.size() && (is_pause_mark(text[i + 1]) || ends_sentence(text[i + 1]));
  if (before_mark) return 0;  // no line begins with a full stop
  // A point inside a number ends no sentence: Latin marks count only before a space.
  const bool closes = is_wide(c) || i + 1 == text.size() || is_space(text[i + 1]);
  if (ends_sentence(c) && closes) return 4;
  if (is_pause_mark(c) && closes) return 3;
  if (is_space(c)) return 2;
  return is_wide(c) ? 2 : 0;
}

Text without_outer_spaces(Text text) {
  while (!text.empty() && is_space(text.back())) text.pop_back();
  text.erase(text.begin(), std::find_if_not(text.begin(), text.end(), is_space));
  return text;
}

// The first part of the text that fits, at the best break in its second half; the rest stays in `text`.
Text take(Text& text, int fitting) {
  std::size_t end = 0;
  int width = 0;
  std::size_t best = 0;
  int best_quality = -1;
  while (end < text.size()) {
    width += is_wide(text[end]) ? 2 : 1;
    if (width > fitting) break;
    const int quality = quality_of_break(text, end);
    if (quality > 0 && (quality >= best_quality || width * 2 < fitting)) {
      best = end + 1;
      best_quality = width * 2 < fitting ? -1 : quality;
    }
    ++end;
  }
  if (end == text.size()) best = end;                   // all of it fits
  if (best == 0) best = std::max<std::size_t>(end, 1);  // a word longer than a line
  Text head(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(best));
  text.erase(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(best));
  text = without_outer_spaces(std::move(text));
  return without_outer_spaces(std::move(head));
}

// One or two lines of about the same length.
std::vector<std::string> broken(Text text) {
  if (columns(text) <= kColumns) return {utf8(text)};
  const int half = columns(text) / 2;
  Text first = take(text, std::min(kColumns, half + half / 4));
  if (columns(text) <= kColumns) return {utf8(first), utf8(text)};
  Text all = std::move(first);
  if (!is_wide(all.back())) all.push_back(U' ');
  all.insert(all.end(), text.begin(), text.end());
  first = take(all, kColumns);
  return {utf8(first), utf8(all)};
}

void add(const TimedFact& fact, std::vector<Cue>& out) {
  Text rest = without_outer_spaces(code_points(fact.what));
  const double whole = std::max(1, columns(rest));
  double from = fact.from;
  while (!rest.empty()) {
    Text part = take(rest, kColumns * kLines - 2);
    const double length = (fact.to - fact.from) * columns(part) / whole;
    const double to = rest.empty() ? fact.to : std::min(fact.to, from + length);
    out.push_back({from, to, broken(std::move(part))});
    from = to;
  }
}

void settle_times(std::vector<Cue>& cues) {
  for (std::size_t i = 0; i < cues.size(); ++i) {
    auto& cue = cues[i];
    cue.to = std::max(cue.to, cue.from + kShortest);
    if (i + 1 < cues.size()) cue.to = std::max(cue.from, std::min(cue.to, cues[i + 1].from));
  }
}

bool wanted(const TimedFact& fact, SubtitleLanguage language) {
  if (fact.kind != FactKind::kSpeech) return false;
  if (language == SubtitleLanguage::kChinese) return fact.language == "zh";
  if (language == SubtitleLanguage::kEnglish) return fact.language == "en";
  return true;
}

std::string time_text(double seconds, char decimal_mark) {
  const auto ms = static_cast<long long>(std::llround(seconds * 1000));
  return fmt::format("{:02}:{:02}:{:02}{}{:03}", ms / 3600000, ms / 60000 % 60, ms / 1000 % 60, decimal_mark,
                     ms % 1000);
}

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else
      out += c;
  }
  return out;
}

}  // namespace

std::vector<Cue> cues(const std::vector<TimedFact>& facts, SubtitleLanguage language) {
  std::vector<Cue> out;
  for (const auto& fact : facts)
    if (wanted(fact, language)) add(fact, out);
  std::stable_sort(out.begin(), out.end(), [](const Cue& a, const Cue& b) { return a.from < b.from; });
  settle_times(out);
  return out;
}

std::string srt(const std::vector<TimedFact>& facts, SubtitleLanguage language) {
  std::string out;
  int number = 0;
  for (const auto& cue : cues(facts, language))
    out += fmt::format("{}\n{} --> {}\n{}\n\n", ++number, time_text(cue.from, ','), time_text(cue.to, ','),
                       fmt::join(cue.lines, "\n"));
  return out;
}

std::string webvtt(const std::vector<TimedFact>& facts, SubtitleLanguage language) {
  std::string out = "WEBVTT\n\n";
  for (const auto& cue : cues(facts, language)) {
    out += fmt::format("{} --> {}\n", time_text(cue.from, '.'), time_text(cue.to, '.'));
    for (const auto& line : cue.lines) out += escaped(line) + "\n";
    out += "\n";
  }
  return out;
}

}  // namespace smarttag::speech
