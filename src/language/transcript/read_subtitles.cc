#include "language/transcript/read_subtitles.h"

#include "language/text/pattern.h"
#include "language/text/unicode.h"
#include "language/transcript/unicode_text.h"
#include "language/transcript/unreadable.h"

namespace smarttag::language {
namespace {

constexpr std::size_t kLongestCue = 500;  // bytes of its line of times
constexpr double kPause = 1.5;            // seconds, between two turns

using Groups = std::vector<std::string>;

std::optional<Groups> times_in(const std::string& line) {
  static const Pattern kTimes(
      R"(^\s*(?:(\d{1,4}):)?(\d{1,2}):(\d{2})[.,](\d{3})\s*-->\s*(?:(\d{1,4}):)?(\d{1,2}):(\d{2})[.,](\d{3}).*$)");
  return line.size() > kLongestCue ? std::nullopt : kTimes.match(line);
}

// Hours (may be missing), minutes, seconds, milliseconds. Negative for what no clock shows.
double clock(const Groups& groups, std::size_t first) {
  const auto number = [&](std::size_t i) { return groups[i].empty() ? 0.0 : std::stod(groups[i]); };
  if (number(first + 1) > 59 || number(first + 2) > 59) return -1;
  return number(first) * 3600 + number(first + 1) * 60 + number(first + 2) + number(first + 3) / 1000;
}

}  // namespace

std::optional<std::pair<std::string, std::string>> named(const std::string& line) {
  static const Pattern kNamed(
      R"(^((?:[\p{Lu}\p{Han}\d][^\s:：]{0,40})(?: [\p{L}\d.][^\s:：]{0,30}){0,4}?)(?:: |：)(.+)$)");
  if (line.size() > 100000) return std::nullopt;
  auto groups = kNamed.match(line);
  if (!groups || length_in_units((*groups)[1]) > 12) return std::nullopt;
  return std::pair{std::move((*groups)[1]), std::move((*groups)[2])};
}

bool is_cue(const std::string& line) { return times_in(line).has_value(); }

Result<Transcript> read_subtitles(const std::vector<std::string>& lines) {
  static const Pattern kVoice(R"(<v(?:\.[^ >]*)? ([^>]+)>)");
  static const Pattern kMark("<[^>]{0,200}>");
  TranscriptBuilder builder;
  std::string speaker = "\n";  // no name: the first cue begins a turn
  double before = 0;           // the end of the cue before
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto times = times_in(lines[i]);
    if (!times) continue;
    const double from = clock(*times, 1), to = clock(*times, 5);
    const auto where = "line " + std::to_string(i + 1);
    if (!is_time(from) || !is_time(to))
      return unreadable(where +
                        " has a time that is none: minutes and seconds go up to 59, hours up to 1,000.");
    if (to < from) return unreadable(where + ": this cue ends before it begins.");
    std::string text;
    std::string name = speaker == "\n" ? "" : speaker;
    while (i + 1 < lines.size() && !lines[i + 1].empty()) text += (text.empty() ? "" : " ") + lines[++i];
    if (const auto voice = kVoice.search(text)) name = without_entities((*voice)[1]);
    text = without_entities(kMark.replaced(text, ""));
    if (auto pair = named(text)) {
      name = pair->first;
      text = pair->second;
    }
    if (name != speaker || from - before > kPause) builder.turn(name);
    speaker = name;
    before = to;
    builder.text(text, from, to);
  }
  return builder.finish();
}

}  // namespace smarttag::language
