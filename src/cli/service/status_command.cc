#include "cli/service/status_command.h"

#include <iostream>

#include "cli/service/client_command.h"

namespace smarttag::cli {

void add_status_command(CLI::App& app, int& exit_code) {
  const auto id = std::make_shared<std::string>();
  auto* command = add_client_command(
      app, "status", "Shows a job's progress and results on a service",
      [id](const ApiClient& client, bool json) -> Result<int> {
        const auto answer = client.call("QuerySmarttagJob", {{"JobId", *id}});
        if (!answer) return tl::unexpected(answer.error());
        const auto text = json ? results::dump(*answer) + "\n" : job_text(*id, *answer);
        if (!text) return tl::unexpected(text.error());
        std::cout << *text << std::flush;
        return exit_code_of(*answer);
      },
      exit_code);
  command->add_option("JOB", *id, "as submit printed it")->required();
  command->footer(
      "Examples:\n"
      "  smarttag status 88c6ca184c0e47098a5b665e2a716797\n"
      "  smarttag status --json JOB | jq -r '.Results.Result[].Type'\n"
      "Exit codes: 0, 4 the job failed; otherwise as smarttag analyze.");
}

}  // namespace smarttag::cli
