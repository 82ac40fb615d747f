// Transcripts from files: JSON of several shapes, subtitles (SRT, WebVTT), plain text.
#pragma once

#include <string_view>

#include "base/error.h"
#include "language/transcript/transcript.h"

namespace smarttag::language {

// The shape is told by the content, not by a file's name:
// - JSON {language?, turns: [{speaker?, text, sentences?, from?, to?}]}; the result ASR ({details}) or NLP
//   ({transcription: {paragraphs}}); the report of `smarttag analyze --json` that holds one of them; what
//   `smarttag transcribe --format json` writes ({language, segments});
// - SRT and WebVTT; <v Name> and a leading "Name: " name the speaker;
// - text: a paragraph is a turn, "Name: text" names its speaker.
// It is UTF-8, or UTF-16 or UTF-32 with its byte order mark. kInputUnreadable: empty, of another encoding,
// JSON of another shape, times that are none (read_json.h, read_subtitles.h).
Result<Transcript> read_transcript(std::string_view content);

}  // namespace smarttag::language
