// What was said, as text in the formats that users of other recognisers know.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "facts/fact.h"

namespace smarttag::tagging {

enum class TranscriptFormat { kText, kSrt, kVtt, kJson, kTsv, kRttm };

// "txt", "srt", "vtt", "json", "tsv", "rttm"; nothing for another name.
std::optional<TranscriptFormat> transcript_format(std::string_view name);

struct Spoken {
  std::string name;               // of the input
  std::vector<TimedFact> speech;  // as with_speakers gives it; in order of time
  std::vector<TimedFact> turns;   // facts::Turn
};

// UTF-8, lines end with a line feed. What is sung stands between notes ("♪ text ♪") but in json.
// - txt: a line for each segment; "Speaker 1: " before it where the speaker changes.
// - srt, vtt: cues (speech/writing/subtitles.h), with speakers as in txt.
// - json: {"file", "language" (of most of the speech), "segments": [{"start", "end" (seconds), "text",
// "language",
//   "probability", "speaker"?, "channel"? (from 1, where several speak), "singing"? (true), "words"?:
//   [{"word", "start", "end", "probability"}]}]}.
// - tsv: start and end in milliseconds, speaker (where they were told apart), text; with a heading. With
// `words`, a row
//   for each word.
// - rttm: a SPEAKER line for each turn.
std::string transcript(const Spoken& spoken, TranscriptFormat format, bool words);

// One line of txt, with its line feed; `before`: the speaker of the line before.
std::string text_line(const facts::Speech& speech, const std::string& before);

}  // namespace smarttag::tagging
