#include "cli/service/serve_command.h"

#include <memory>

#include "cli/service/service_command.h"
#include "cli/settings_flags.h"

namespace smarttag::cli {

void add_serve_command(CLI::App& app, int& exit_code) {
  struct Options {
    bool no_workers = false;
    SettingsFlags settings;
  };
  const auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand("serve", "Answers the API, and analyses what is submitted");
  command->add_flag("--no-workers", options->no_workers, "analyse nothing here; `smarttag worker` does");
  options->settings.add_to(*command, SettingScope::kService);
  command->footer(
      "Examples:\n"
      "  smarttag user add anna            prints an access key\n"
      "  smarttag serve\n"
      "  smarttag serve --config /etc/smarttag/smarttag.toml --listen 0.0.0.0:8790\n"
      "Ctrl-C or SIGTERM stops it: answers go out, jobs that run are given back and go on after the next "
      "start. A second signal ends it at once.");
  command->callback([options, &exit_code] {
    const auto settings = options->settings.settings();
    const auto code = settings ? run_service(*settings, {true, !options->no_workers})
                               : Result<int>(tl::unexpected(settings.error()));
    exit_code = code ? *code : report_error(code.error());
  });
}

}  // namespace smarttag::cli
