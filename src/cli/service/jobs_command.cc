#include "cli/service/jobs_command.h"

#include <array>
#include <iostream>
#include <string_view>

#include <spdlog/fmt/fmt.h>

#include "cli/printable.h"
#include "cli/service/client_command.h"
#include "net/url.h"

namespace smarttag::cli {
namespace {

struct Options {
  std::string state;
  int most = 20;
};

// ListSmartJobs has words of its own for the states that QuerySmarttagJob and callbacks tell.
struct StateWords {
  std::string_view ours;
  std::string_view of_list;
};
constexpr std::array kStates{StateWords{"Submitted", "Created"}, StateWords{"Processing", "Executing"},
                             StateWords{"Success", "Finished"}, StateWords{"Fail", "Failed"}};

std::string word_of(std::string_view of_list) {
  for (const auto& state : kStates)
    if (state.of_list == of_list) return std::string(state.ours);
  return std::string(of_list);
}

std::string asked_state(const std::string& ours) {
  for (const auto& state : kStates)
    if (state.ours == ours) return std::string(state.of_list);
  return {};
}

std::string file_of(const results::Json& job) {
  const auto config = job.find("InputConfig");
  const auto url = config == job.end() ? std::string() : config->value("InputFile", "");
  auto name = net::file_name(url);
  return name.empty() ? url : name;
}

void print(const results::Json& answer) {
  const auto& jobs = answer["SmartJobList"];
  if (jobs.empty()) std::cout << "No jobs.\n";
  for (const auto& job : jobs)
    std::cout << fmt::format("{}  {}  {:<10}  {}  {}\n", job.value("JobId", ""), job.value("CreateTime", ""),
                             word_of(job.value("JobState", "")), printable(file_of(job)),
                             printable(job.value("Title", "")));
  std::cout << std::flush;
}

}  // namespace

void add_jobs_command(CLI::App& app, int& exit_code) {
  const auto options = std::make_shared<Options>();
  auto* command = add_client_command(
      app, "jobs", "Lists your jobs on a service, newest first",
      [options](const ApiClient& client, bool json) -> Result<int> {
        const auto answer = client.call("ListSmartJobs", {{"JobState", asked_state(options->state)},
                                                          {"MaxResults", std::to_string(options->most)}});
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
      ->type_name("STATE")
      ->check(CLI::IsMember({"Submitted", "Processing", "Success", "Fail"}));
  command->add_option("--most", options->most, "how many at most [20]")
      ->type_name("N")
      ->check(CLI::Range(1, 100));
  command->footer("Examples:\n  smarttag jobs\n  smarttag jobs --state Fail --most 100");
}

}  // namespace smarttag::cli
