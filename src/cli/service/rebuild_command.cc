#include "cli/service/rebuild_command.h"

#include <iostream>

#include "cli/service/client_command.h"

namespace smarttag::cli {
namespace {

struct Options {
  std::string job, label_version;
  bool wait = false;
};

Result<int> rebuild(const ApiClient& client, bool json, const Options& options) {
  const auto answer =
      client.call("RebuildSmarttagResult", {{"JobId", options.job}, {"LabelVersion", options.label_version}});
  if (!answer) return tl::unexpected(answer.error());
  if (!options.wait) {
    std::cout << (json ? results::dump(*answer) : options.job) << std::endl;
    return 0;
  }
  const auto ended = wait_for(client, options.job);
  if (!ended) return tl::unexpected(ended.error());
  std::cout << (json ? results::dump(*ended) : job_line(options.job, *ended)) << std::endl;
  return ended->contains("Message") ? row(ErrorKind::kAnalysisFailed).exit_code : exit_code_of(*ended);
}

}  // namespace

void add_rebuild_command(CLI::App& app, int& exit_code) {
  const auto options = std::make_shared<Options>();
  auto* command = add_client_command(
      app, "rebuild", "Has a service rebuild a job's results from its kept facts",
      [options](const ApiClient& client, bool json) { return rebuild(client, json, *options); }, exit_code);
  command->add_option("JOB", options->job, "as submit printed it")->required();
  command->add_option("--label-version", options->label_version, "of the new results [as submitted]")
      ->type_name("V");
  command->add_flag("--wait", options->wait, "wait for the end; shows progress on a terminal");
  command->footer(
      "The media is not needed. Results that persons corrected stay.\n"
      "Example:\n"
      "  smarttag rebuild --wait 88c6ca184c0e47098a5b665e2a716797\n"
      "Exit codes: 0, 4 the results could not be rebuilt and are as they were (--wait); otherwise as\n"
      "smarttag analyze.");
}

}  // namespace smarttag::cli
