#include "cli/service/correct_command.h"

#include <iostream>

#include <spdlog/fmt/fmt.h>

#include "cli/beginning_of.h"
#include "cli/service/client_command.h"

namespace smarttag::cli {
namespace {

struct Options {
  std::string job, type, file, base;
};

constexpr std::size_t kMostBytes = 64U << 20U;  // the service takes less, as its operator says

// Editors begin files with a byte order mark, which JSON has none of.
Result<std::string> text_of(const std::string& file) {
  auto text = beginning_of(file, kMostBytes + 1);
  if (!text) return text;
  if (text->size() > kMostBytes)
    return fail(ErrorKind::kInputTooLarge, "A correction may have at most 64 MB: " + file);
  if (text->starts_with("\xef\xbb\xbf")) text->erase(0, 3);
  return text;
}

// The revision that stands.
Result<std::string> standing(const ApiClient& client, const Options& options) {
  const auto answer =
      client.call("ListSmarttagResultRevisions", {{"JobId", options.job}, {"Type", options.type}});
  if (!answer) return tl::unexpected(answer.error());
  for (const auto& revision : (*answer)["Revisions"])
    if (revision.value("Standing", false)) return std::to_string(revision.value("Revision", 0));
  return fail(ErrorKind::kNotFound, fmt::format("The job has no result of the type {}.", options.type));
}

Result<int> correct(const ApiClient& client, bool json, const Options& options) {
  const auto data = text_of(options.file);
  if (!data) return tl::unexpected(data.error());
  auto base = options.base;
  if (base.empty()) {
    const auto found = standing(client, options);
    if (!found) return tl::unexpected(found.error());
    base = *found;
  }
  const auto answer =
      client.call("CorrectSmarttagResult",
                  {{"JobId", options.job}, {"Type", options.type}, {"BaseRevision", base}, {"Data", *data}});
  if (!answer) return tl::unexpected(answer.error());
  std::cout << (json ? results::dump(*answer)
                     : fmt::format("{}  {}  revision {}", options.job, options.type,
                                   answer->value("Revision", 0)))
            << std::endl;
  return 0;
}

}  // namespace

void add_correct_command(CLI::App& app, int& exit_code) {
  const auto options = std::make_shared<Options>();
  auto* command = add_client_command(
      app, "correct", "Sends a result that a person corrected to a service",
      [options](const ApiClient& client, bool json) { return correct(client, json, *options); }, exit_code);
  command->add_option("JOB", options->job, "as submit printed it")->required();
  command
      ->add_option("FILE", options->file,
                   "the whole corrected result, JSON of its type; - for standard input")
      ->required();
  command
      ->add_option("--type", options->type,
                   "VideoLabel, ImageLabel, CPVLabel, ASR, OCR, TextLabel, NLP or Meta")
      ->required()
      ->type_name("TYPE");
  command
      ->add_option("--base", options->base,
                   "revision that was corrected; refused when another stands by now [the one that stands]")
      ->type_name("N");
  command->footer(
      "Example:\n"
      "  smarttag status --json JOB | jq -r '.Results.Result[]|select(.Type==\"ASR\").Data' > asr.json\n"
      "  smarttag correct JOB --type ASR asr.json");
}

}  // namespace smarttag::cli
