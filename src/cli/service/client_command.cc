#include "cli/service/client_command.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <iterator>
#include <thread>
#include <utility>

#include <spdlog/fmt/fmt.h>

#include "cli/clock_text.h"
#include "cli/interrupt.h"
#include "cli/printable.h"
#include "cli/report/report.h"

namespace smarttag::cli {

CLI::App* add_client_command(CLI::App& app, const char* name, const char* help, ClientAct act,
                             int& exit_code) {
  struct Options {
    bool json = false;
    SettingsFlags settings;
  };
  auto* command = app.add_subcommand(name, help);
  const auto options = std::make_shared<Options>();
  command->add_flag("--json", options->json, "print the answer of the API and nothing else");
  options->settings.add_to(*command, SettingScope::kClient);
  command->callback([options, act = std::move(act), &exit_code] {
    const auto code = [&]() -> Result<int> {
      const auto settings = options->settings.settings();
      if (!settings) return tl::unexpected(settings.error());
      const auto client = ApiClient::create(*settings);
      if (!client) return tl::unexpected(client.error());
      return act(*client, options->json);
    }();
    exit_code = code ? *code : report_error(code.error());
  });
  return command;
}

std::string job_line(const std::string& id, const results::Json& answer) {
  const auto state = answer.value("JobStatus", "");
  std::string line = fmt::format("{}  {}", id, state);
  if (state == "Processing")
    line += fmt::format("  {:>3} %  {}", answer.value("Progress", 0), answer.value("Stage", ""));
  if (state == "Success" && answer.contains("Message"))
    line += "  not rebuilt: " + printable(answer.value("Message", ""));
  if (state == "Fail")
    line +=
        fmt::format("  {}: {}", printable(answer.value("Code", "")), printable(answer.value("Message", "")));
  return line;
}

Result<results::Json> wait_for(const ApiClient& client, const std::string& id) {
  Interrupt interrupt;
  const bool terminal = ::isatty(STDERR_FILENO) == 1;
  std::string told;
  while (true) {
    auto answer = client.call("QuerySmarttagJob", {{"JobId", id}});
    if (!answer) return answer;
    const auto state = answer->value("JobStatus", "");
    const bool ended = state == "Success" || state == "Fail";
    const auto line = job_line(id, *answer);
    if (terminal && line != told) std::cerr << "\r\033[K" << (ended ? "" : line) << std::flush;
    told = line;
    if (ended) return answer;
    for (int tenth = 0; tenth < 5 && !interrupt.happened(); ++tenth)
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    if (interrupt.happened())
      return fail(ErrorKind::kInterrupted,
                  "Stopped waiting; the job continues. Check it with: smarttag status " + id);
  }
}

Result<std::string> job_text(const std::string& id, const results::Json& answer,
                             std::vector<std::string> facts) {
  if (answer.value("JobStatus", "") != "Success") return job_line(id, answer) + "\n";
  ReportHead head{id, {"Success"}, {}, {}, 0, false};
  if (answer.contains("Message"))
    head.remarks.push_back("The results were not rebuilt: " + answer.value("Message", ""));
  std::vector<results::TypedResult> results;
  try {
    for (auto& remark : answer.value("Remarks", std::vector<std::string>{}))
      head.remarks.push_back(std::move(remark));
    answer.at("Results").at("Result").get_to(results);
    for (const auto& used : answer.at("Usages").at("Usage").get<std::vector<results::Usage>>()) {
      if (used.type == "image")
        head.picture = true;
      else
        head.duration = std::max(head.duration, static_cast<double>(used.quota));
    }
  } catch (const nlohmann::json::exception& e) {
    return fail(ErrorKind::kInternal, "The service's answer cannot be read.", e.what());
  }
  if (head.duration > 0) head.facts.push_back(clock_text(head.duration));
  std::move(facts.begin(), facts.end(), std::back_inserter(head.facts));
  return report(head, results, style_of_terminal());
}

int exit_code_of(const results::Json& answer) {
  return answer.value("JobStatus", "") == "Fail" ? row(ErrorKind::kAnalysisFailed).exit_code : 0;
}

}  // namespace smarttag::cli
