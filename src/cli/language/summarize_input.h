// What `smarttag summarize` reads: a transcript, or media whose speech is recognised first.
#pragma once

#include <memory>
#include <string>

#include "base/error.h"
#include "base/settings.h"
#include "language/transcript/transcript.h"

namespace smarttag::cli {

// `name`: "-" for a transcript on standard input, a file, or an http(s) URL. What is not text is taken for
// media and goes through an analysis process, with progress on standard error unless `quiet`. Errors: of
// language::read_transcript, of an analysis; kInputMissing; kInputTooLarge for a transcript of more than 32
// MB.
Result<language::Transcript> transcript_of(const std::string& name, const Settings& settings, bool quiet);

}  // namespace smarttag::cli
