#include "cli/language/summarize_command.h"

#include <iostream>
#include <memory>
#include <string>

#include <spdlog/spdlog.h>

#include "base/paths.h"
#include "cli/command.h"
#include "cli/language/markdown_notes.h"
#include "cli/language/summarize_input.h"
#include "cli/settings_flags.h"
#include "language/writing/write_notes.h"
#include "tagging/building/language/build_nlp.h"
#include "worker/language/language_models.h"

namespace smarttag::cli {
namespace {

struct Options {
  std::string input;
  std::string turns;
  bool json = false;
  bool quiet = false;
  SettingsFlags settings;
};

void tell(const language::Written& written, const language::LanguageModel& model) {
  if (written.failure.empty())
    spdlog::info("summary {}, {} headlines by {}",
                 written.summary ? "by the model" : "of the talk's sentences", written.headlines,
                 model.name());
  else
    spdlog::warn("the notes are extracted from what was said: {}", written.failure);
}

// Recognition of speech knows more languages than the notes.
Result<std::string> forced_language(const Settings& settings) {
  auto language = settings.text("language");
  if (language.empty() || language == "zh" || language == "en") return language;
  return fail(ErrorKind::kUsage,
              "Notes are made of talks in Chinese (--language zh) and English (--language en), not '" +
                  language + "'.");
}

Result<int> summarize(const Options& options) {
  if (options.input.empty() == options.turns.empty())
    return fail(ErrorKind::kUsage, "Give one transcript: INPUT, or --turns FILE.json.");
  const auto settings = options.settings.settings();
  if (!settings) return tl::unexpected(settings.error());
  const auto forced = forced_language(*settings);
  if (!forced) return tl::unexpected(forced.error());
  auto transcript =
      transcript_of(options.input.empty() ? options.turns : options.input, *settings, options.quiet);
  if (!transcript) return tl::unexpected(std::move(transcript).error());
  if (!forced->empty()) transcript->language = *forced;
  auto vocabulary = language::Vocabulary::load(home_folder() / "data");
  if (!vocabulary) return tl::unexpected(std::move(vocabulary).error());
  const auto talk = language::make_talk(std::move(*transcript), *vocabulary);
  auto notes = language::make_notes(talk);
  auto model = worker::open_language_model(*settings);
  if (!model) return tl::unexpected(std::move(model).error());
  if (*model) tell(language::write_notes(notes, talk, **model), **model);
  if (options.json) {
    std::cout << results::dump(results::Json(tagging::build_nlp(talk, notes, {}))) << std::endl;
  } else {
    std::cout << markdown_notes(talk, notes) << std::flush;
  }
  if (!std::cout) return fail(ErrorKind::kOutputFailed, "Standard output could not be written.");
  return 0;
}

}  // namespace

void add_summarize_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand("summarize", "Writes notes on a talk from its transcript or its sound");
  auto options = std::make_shared<Options>();
  command->add_option("INPUT", options->input,
                      "a video or sound, as file or URL, or a transcript: JSON of smarttag (ASR, NLP, "
                      "--json), SRT, WebVTT or "
                      "text; - for a transcript on standard input");
  command
      ->add_option("--turns", options->turns, "a transcript {language, turns: [{speaker, text, sentences?}]}")
      ->type_name("FILE.json");
  command->add_flag("--json", options->json, "print the result NLP instead of Markdown");
  command->add_flag("-q,--quiet", options->quiet, "no progress");
  options->settings.add_to(*command);
  command->footer(
      "Examples:\n"
      "  smarttag summarize meeting.srt > notes.md\n"
      "  smarttag summarize --language zh meeting.mp4 > notes.md\n"
      "  smarttag analyze --json --types ASR talk.mp4 | smarttag summarize -\n"
      "  smarttag transcribe --format json --speakers talk.mp4 | smarttag summarize -\n"
      "  smarttag summarize --json --turns turns.json\n"
      "Exit codes: 0 success, 2 usage, 3 input missing or unreadable.");
  command->callback([options, &exit_code] {
    const auto code = summarize(*options);
    exit_code = code ? *code : report_error(code.error());
  });
}

}  // namespace smarttag::cli
