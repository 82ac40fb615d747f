// Transcripts that are JSON.
#pragma once

#include <string_view>

#include "base/error.h"
#include "language/transcript/transcript.h"

namespace smarttag::language {

// The shapes that read_transcript.h names. kInputUnreadable: another shape, times that are none (negative,
// more than 1,000 hours, an end before its beginning), a word without text, another language than Chinese and
// English; the sentence says where.
Result<Transcript> read_json(std::string_view content);

}  // namespace smarttag::language
