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

std::vector<std::string> lines_of(std::string_view content) {
  std::vector<std::string> lines(1);
  for (const char c : content) {
    if (c == '\n') {
      lines.emplace_back();
    } else if (c != '\r') {
      lines.back() += c;
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
  return std::any_of(lines.begin(), end, is_cue) ? read_subtitles(lines) : read_text(lines);
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
