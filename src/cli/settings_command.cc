#include "cli/settings_command.h"

#include <iostream>
#include <memory>
#include <string>
#include <string_view>

#include "base/settings.h"

namespace smarttag::cli {
namespace {

// "a|b" as "a, b"; "1..256" as "1 to 256".
std::string in_words(std::string_view choices) {
  std::string words(choices);
  for (std::size_t bar = 0; (bar = words.find('|', bar)) != std::string::npos;) words.replace(bar, 1, ", ");
  if (const auto dots = words.find(".."); dots != std::string::npos) words.replace(dots, 2, " to ");
  return words;
}

void print_markdown() {
  std::cout
      << "# Settings\n\n"
         "Each setting can be given as a flag, an environment variable or a key of the TOML file named by "
         "`--config`; a flag counts\nbefore a variable, a variable before the file. Secrets have no flag. "
         "A value outside its range is refused at start. This page is the output of `smarttag settings "
         "--markdown`.\n\n"
         "| setting | variable | default | what it does |\n|---|---|---|---|\n";
  for (const auto& spec : setting_table()) {
    std::cout << "| `" << spec.name << "` | `" << environment_name(spec.name) << "` | "
              << (spec.fallback.empty() ? "" : "`" + std::string(spec.fallback) + "`") << " | "
              << (spec.scope == SettingScope::kSecret ? "secret: " : "") << spec.help;
    if (!spec.choices.empty()) std::cout << " (" << in_words(spec.choices) << ")";
    std::cout << " |\n";
  }
}

void print_plain() {
  for (const auto& spec : setting_table())
    std::cout << spec.name << " = " << (spec.fallback.empty() ? "\"\"" : spec.fallback) << "\n    "
              << spec.help << (spec.choices.empty() ? "" : " (" + in_words(spec.choices) + ")") << "\n";
}

}  // namespace

void add_settings_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand("settings", "Lists every setting with its default");
  auto markdown = std::make_shared<bool>(false);
  command->add_flag("--markdown", *markdown, "as the page docs/settings.md");
  command->footer("Examples:\n  smarttag settings\n  smarttag settings --markdown > docs/settings.md");
  command->callback([markdown, &exit_code] {
    if (*markdown) {
      print_markdown();
    } else {
      print_plain();
    }
    exit_code = 0;
  });
}

}  // namespace smarttag::cli
