#include "cli/language/summarize_input.h"

#include "cli/analyze/progress_line.h"
#include "cli/beginning_of.h"
#include "cli/finished/kept_facts.h"
#include "cli/interrupt.h"
#include "cli/open_input.h"
#include "language/transcript/read_transcript.h"
#include "language/transcript/unicode_text.h"
#include "results/nlp.h"
#include "tagging/texts/spoken_transcript.h"
#include "worker/analysis_process.h"

namespace smarttag::cli {
namespace {

constexpr std::size_t kMostBytes = 32U << 20U;  // of a transcript: about 400 hours of talk

bool is_url(const std::string& name) { return name.starts_with("http://") || name.starts_with("https://"); }

// Text has no NUL but in UTF-16 and its like; every container of media has.
bool is_media(const std::string& content) {
  return content.find('\0') != std::string::npos && !language::text_with_mark(content);
}

Result<language::Transcript> heard(const std::string& input, const Settings& settings, bool quiet) {
  Interrupt interrupt;
  auto opened = open_input(input, settings, interrupt.token());
  if (!opened) return tl::unexpected(std::move(opened).error());
  tagging::JobSpec spec{opened->name, {"NLP"}};
  // The transcription alone: the notes are made here.
  spec.nlp = tagging::NlpParams{{true, false, false, false, false, false, false, false}, {}, true, 0, {}};
  spec.cuts = true;
  auto process = worker::AnalysisProcess::of_command_line(settings);
  ProgressLine line(opened->name, quiet);
  const auto finished =
      process.run(opened->file.get(), spec,
                  {[&](const tagging::Progress& p) { line.show(p); }, [&] { return interrupt.happened(); }});
  if (!finished) return tl::unexpected(finished.error());
  const auto results = finished->results();
  if (!results) return tl::unexpected(results.error());
  for (const auto& result : *results)
    if (result.type == results::Nlp::kType) {
      if (result.data.find("\"words\"") == std::string::npos)
        return fail(ErrorKind::kInputUnreadable,
                    "Nobody speaks in " + input + ", so there is nothing to make notes of.");
      const auto shots = kept<facts::Shot>(*finished);
      if (!shots) return tl::unexpected(shots.error());
      auto transcript = language::read_transcript(result.data);
      if (transcript) transcript->cuts = tagging::cuts_of(*shots);
      return transcript;
    }
  return fail(ErrorKind::kInputUnreadable, input + " has no sound, so there is nothing to make notes of.");
}

}  // namespace

Result<language::Transcript> transcript_of(const std::string& name, const Settings& settings, bool quiet) {
  if (is_url(name)) return heard(name, settings, quiet);
  const auto content = beginning_of(name, kMostBytes + 1);
  if (!content) return tl::unexpected(content.error());
  if (name != "-" && is_media(*content)) return heard(name, settings, quiet);
  if (content->size() > kMostBytes)
    return fail(ErrorKind::kInputTooLarge, "A transcript may have at most 32 MB: " + name);
  return language::read_transcript(*content);
}

}  // namespace smarttag::cli
