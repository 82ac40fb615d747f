#include "language/transcript/read_transcript.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/text/unicode.h"
#include "language/text/unicode.h"
#include "language/transcript/read_json.h"
#include "language/transcript/read_subtitles.h"
#include "language/transcript/unicode_text.h"
#include "language/transcript/unreadable.h"

namespace smarttag::language {
namespace {

constexpr std::size_t kBeforeFirstCue = 200;  // lines

// A line ends with LF, CR LF, or CR alone (WebVTT, section 4, allows all three).
std::vector<std::string> lines_of(std::string_view content) {
  std::vector<std::string> lines(1);
  for (std::size_t i = 0; i < content.size(); ++i) {
    if (content[i] == '\r' && i + 1 < content.size() && content[i + 1] == '\n') continue;
    if (content[i] == '\n' || content[i] == '\r') {
      lines.emplace_back();
    } else {
      lines.back() += content[i];
    }
  }
  return lines;
}

Result<Transcript> read_text(const std::vector<std::string>& lines) {
  TranscriptBuilder builder;
  for (const auto& line : lines) {
    const auto clean = trimmed(line);
    if (clean.empty()) continue;
    const auto pair = named(clean);
    builder.turn(pair ? pair->first : std::string{});
    builder.text(pair ? pair->second : clean);
  }
  return builder.finish();
}

Result<Transcript> read_lines(std::string_view content) {
  const auto lines = lines_of(content);
  const auto end = lines.begin() + static_cast<std::ptrdiff_t>(std::min(lines.size(), kBeforeFirstCue));
  const bool subtitles = lines.front().starts_with("WEBVTT") || std::any_of(lines.begin(), end, is_cue);
  return subtitles ? read_subtitles(lines) : read_text(lines);
}

}  // namespace

Result<Transcript> read_transcript(std::string_view content) {
  const auto marked = text_with_mark(content);
  if (marked) content = *marked;
  if (!is_utf8(content)) return unreadable("it is not text in UTF-8. Save it as UTF-8.");
  if (trimmed(content).empty()) return unreadable("it is empty.");
  const auto first = content[content.find_first_not_of(" \t\r\n")];
  auto read = first == '{' || first == '[' ? read_json(content) : read_lines(content);
  if (read && read->sentences.empty()) return unreadable("it has no sentence.");
  return read;
}

}  // namespace smarttag::language
