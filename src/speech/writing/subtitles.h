// Subtitles from recognised speech: each on one line, as SubRip (.srt) and WebVTT (.vtt).
#pragma once

#include <string>
#include <vector>

#include "facts/fact.h"

namespace smarttag::speech {

enum class SubtitleLanguage { kAll, kChinese, kEnglish };

struct Cue {
  double from = 0;  // seconds
  double to = 0;
  std::string text;  // one line
};

// Cues of the Speech facts in that language, in order of time, never overlapping. Long segments are divided
// at sentence ends, pauses or spaces, their time in proportion to their characters. A cue is one line, as the
// specification says ("one subtitle per line"), of at most 42 columns, of which a wide character (Chinese)
// takes two; short cues stay for a second where the next one allows it. What is sung stands between notes.
// (The limits and the notes are those of the Netflix timed text style guide: 42 Latin characters; 5/6 s at
// least; "♪" at both ends of each subtitle of a song.)
std::vector<Cue> cues(const std::vector<TimedFact>& facts, SubtitleLanguage language);

// "♪ text ♪" where it is sung, else the text.
std::string with_notes(const facts::Speech& speech);

// UTF-8, lines end with a line feed; empty when nothing was said.
std::string srt(const std::vector<TimedFact>& facts, SubtitleLanguage language);

// Begins with "WEBVTT" even when nothing was said; & < > are escaped.
std::string webvtt(const std::vector<TimedFact>& facts, SubtitleLanguage language);

}  // namespace smarttag::speech
