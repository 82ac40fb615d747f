#include "cli/language/summarize_command.h"

#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>

#include "base/paths.h"
#include "cli/command.h"
#include "cli/language/markdown_notes.h"
#include "language/transcript/read_transcript.h"
#include "tagging/building/language/build_nlp.h"

namespace smarttag::cli {
namespace {

constexpr std::size_t kMostBytes = 32U << 20U;  // about 400 hours of talk

struct Options {
  std::string input;
  std::string turns;
  bool json = false;
};

Result<std::string> content_of(const std::string& name) {
  std::string content;
  if (name == "-") {
    content.assign(std::istreambuf_iterator<char>(std::cin), {});
  } else {
    std::ifstream file(name, std::ios::binary);
    if (!file) return fail(ErrorKind::kInputMissing, "No such file: " + name + ". Check the path.");
    content.resize(kMostBytes + 1);
    file.read(content.data(), static_cast<std::streamsize>(content.size()));
    if (file.bad()) return fail(ErrorKind::kInputUnreadable, name + " cannot be read.");
    content.resize(static_cast<std::size_t>(file.gcount()));
  }
  if (content.size() > kMostBytes)
    return fail(ErrorKind::kInputTooLarge, "A transcript may have at most 32 MB: " + name);
  return content;
}

Result<int> summarize(const Options& options) {
  if (options.input.empty() == options.turns.empty())
    return fail(ErrorKind::kUsage, "Give one transcript: INPUT, or --turns FILE.json.");
  const auto content = content_of(options.input.empty() ? options.turns : options.input);
  if (!content) return tl::unexpected(content.error());
  auto transcript = language::read_transcript(*content);
  if (!transcript) return tl::unexpected(std::move(transcript).error());
  auto vocabulary = language::Vocabulary::load(home_folder() / "data");
  if (!vocabulary) return tl::unexpected(std::move(vocabulary).error());
  const auto talk = language::make_talk(std::move(*transcript), *vocabulary);
  const auto notes = language::make_notes(talk);
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
  auto* command = app.add_subcommand("summarize", "Makes notes of a talk from its transcript");
  auto options = std::make_shared<Options>();
  command->add_option(
      "INPUT", options->input,
      "a transcript: JSON of smarttag (ASR, NLP, --json), SRT, WebVTT or text; - for standard input");
  command
      ->add_option("--turns", options->turns, "a transcript {language, turns: [{speaker, text, sentences?}]}")
      ->type_name("FILE.json");
  command->add_flag("--json", options->json, "print the result NLP instead of Markdown");
  command->footer(
      "Examples:\n"
      "  smarttag summarize meeting.srt > notes.md\n"
      "  smarttag analyze --json --types ASR talk.mp4 | smarttag summarize -\n"
      "  smarttag summarize --json --turns turns.json\n"
      "Exit codes: 0 success, 2 usage, 3 input missing or unreadable.");
  command->callback([options, &exit_code] {
    const auto code = summarize(*options);
    exit_code = code ? *code : report_error(code.error());
  });
}

}  // namespace smarttag::cli
