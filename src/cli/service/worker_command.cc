#include "cli/service/worker_command.h"

#include <memory>

#include "cli/service/service_command.h"
#include "cli/settings_flags.h"

namespace smarttag::cli {

void add_worker_command(CLI::App& app, int& exit_code) {
  const auto options = std::make_shared<SettingsFlags>();
  auto* command = app.add_subcommand("worker", "Analyses jobs of a data folder, in a process of its own");
  options->add_to(*command, SettingScope::kService);
  command->footer(
      "Examples:\n"
      "  smarttag serve --no-workers & smarttag worker --workers 1\n"
      "  smarttag worker --health-listen 127.0.0.1:8791\n"
      "Ctrl-C or SIGTERM stops it; jobs that run are given back.");
  command->callback([options, &exit_code] {
    const auto settings = options->settings();
    const auto code =
        settings ? run_service(*settings, {false, true}) : Result<int>(tl::unexpected(settings.error()));
    exit_code = code ? *code : report_error(code.error());
  });
}

}  // namespace smarttag::cli
