#include "speech/writing/subtitles.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <spdlog/fmt/fmt.h>

#include "base/text/unicode.h"
#include "speech/writing/characters.h"

namespace smarttag::speech {
namespace {

using Text = std::vector<char32_t>;

constexpr int kColumns = 42;
constexpr int kColumnsOfNotes = 4;  // with their spaces
constexpr double kShortest = 1.0;   // seconds that a cue stays, where the next one allows it

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

Text part_of(const Text& text, std::size_t from, std::size_t to) {
  return without_outer_spaces(
      {text.begin() + static_cast<std::ptrdiff_t>(from), text.begin() + static_cast<std::ptrdiff_t>(to)});
}

// Takes the text of the next cue from `at` on, where no space stands: all of it if it fits, else up to the
// best break in the second half of what fits, of those alike the last. Looks no further than a line.
Text take_cue(const Text& text, int most, std::size_t& at) {
  std::size_t end = at;
  int best_quality = 0;
  int width = 0;
  int spaces = 0;  // that count only if something follows
  std::size_t i = at;
  for (; i < text.size(); ++i) {
    if (is_space(text[i])) {
      ++spaces;
    } else {
      width += spaces + columns({text[i]});
      spaces = 0;
    }
    if (width > most) break;
    const int quality = quality_of_break(text, i);
    const bool far_enough = width * 2 >= most;
    if (quality == 0 || (far_enough && quality < best_quality)) continue;
    end = i + 1;
    best_quality = far_enough ? quality : 0;
  }
  if (i == text.size()) end = i;
  if (end == at)
    end = std::min<std::size_t>(text.size(),
                                at + static_cast<std::size_t>(most) / 2);  // a word longer than a line
  Text cue = part_of(text, at, end);
  at = end;
  while (at < text.size() && is_space(text[at])) ++at;
  return cue;
}

std::string between_notes(const std::string& text) { return "♪ " + text + " ♪"; }

void add(const TimedFact& fact, std::vector<Cue>& out) {
  const auto& speech = std::get<facts::Speech>(fact.of);
  const Text whole = without_outer_spaces(code_points(speech.text));
  const int most = speech.sung ? kColumns - kColumnsOfNotes : kColumns;
  const double width = std::max(1, columns(whole));
  double from = fact.from;
  for (std::size_t at = 0; at < whole.size();) {
    const Text text = take_cue(whole, most, at);
    const double share = columns(text) / width;
    const double to = at == whole.size() ? fact.to : std::min(fact.to, from + (fact.to - fact.from) * share);
    out.push_back({from, to, speech.sung ? between_notes(utf8(text)) : utf8(text)});
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
  const auto* speech = fact.as<facts::Speech>();
  if (speech == nullptr) return false;
  if (language == SubtitleLanguage::kChinese) return speech->language == "zh";
  if (language == SubtitleLanguage::kEnglish) return speech->language == "en";
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

std::string with_notes(const facts::Speech& speech) {
  return speech.sung ? between_notes(speech.text) : speech.text;
}

std::string srt(const std::vector<TimedFact>& facts, SubtitleLanguage language) {
  std::string out;
  int number = 0;
  for (const auto& cue : cues(facts, language))
    out += fmt::format("{}\n{} --> {}\n{}\n\n", ++number, time_text(cue.from, ','), time_text(cue.to, ','),
                       cue.text);
  return out;
}

std::string webvtt(const std::vector<TimedFact>& facts, SubtitleLanguage language) {
  std::string out = "WEBVTT\n\n";
  for (const auto& cue : cues(facts, language)) {
    out +=
        fmt::format("{} --> {}\n{}\n\n", time_text(cue.from, '.'), time_text(cue.to, '.'), escaped(cue.text));
  }
  return out;
}

}  // namespace smarttag::speech
