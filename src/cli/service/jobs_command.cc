#include "cli/service/jobs_command.h"

#include <iostream>

#include <spdlog/fmt/fmt.h>

#include "cli/service/client_command.h"

namespace smarttag::cli {
namespace {

struct Options {
  std::string state;
  int most = 20;
};

void print(const results::Json& answer) {
  const auto& jobs = answer["SmartJobList"];
  if (jobs.empty()) std::cout << "No jobs.\n";
  for (const auto& job : jobs)
    std::cout << fmt::format("{}  {}  {:<10}  {}\n", job.value("JobId", ""), job.value("CreateTime", ""),
                             job.value("JobState", ""), job.value("Title", ""));
  std::cout << std::flush;
}

}  // namespace

void add_jobs_command(CLI::App& app, int& exit_code) {
  const auto options = std::make_shared<Options>();
  auto* command = add_client_command(
      app, "jobs", "Lists your jobs of a service, the newest first",
      [options](const ApiClient& client, bool json) -> Result<int> {
        const auto answer = client.call(
            "ListSmartJobs", {{"JobState", options->state}, {"MaxResults", std::to_string(options->most)}});
        if (!answer) return tl::unexpected(answer.error());
        if (json) {
          std::cout << results::dump(*answer) << std::endl;
        } else {
          print(*answer);
        }
        return 0;
      },
      exit_code);
  command->add_option("--state", options->state, "only these: Submitted, Processing, Success, Fail")
      ->type_name("STATE");
  command->add_option("--most", options->most, "how many at most [20]")
      ->type_name("N")
      ->check(CLI::Range(1, 100));
  command->footer("Examples:\n  smarttag jobs\n  smarttag jobs --state Fail --most 100");
}

}  // namespace smarttag::cli
