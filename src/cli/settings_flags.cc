#include "cli/settings_flags.h"

#include "base/log.h"

namespace smarttag::cli {
namespace {

std::string placeholder(const SettingSpec& spec) {
  switch (spec.type) {
    case SettingType::kText:
      return "TEXT";
    case SettingType::kInteger:
      return "N";
    case SettingType::kReal:
      return "X";
    case SettingType::kBytes:
      return "SIZE";
    case SettingType::kSeconds:
      return "TIME";
    case SettingType::kBoolean:
      return "true|false";
    case SettingType::kChoice:
      return std::string(spec.choices);
  }
  return {};
}

bool has_flag(const SettingSpec& spec, SettingScope scope) {
  return spec.scope == scope || (scope == SettingScope::kService && spec.scope == SettingScope::kAnalysis) ||
         spec.name == "log-level";
}

}  // namespace

void SettingsFlags::add_to(CLI::App& command, SettingScope scope) {
  command.add_option("--config", config_, "read settings from this TOML file")
      ->type_name("FILE")
      ->group("Settings");
  for (const auto& spec : setting_table())
    if (has_flag(spec, scope)) add(command, spec);
}

void SettingsFlags::add_one(CLI::App& command, std::string_view name) {
  for (const auto& spec : setting_table())
    if (spec.name == name) add(command, spec);
}

void SettingsFlags::add(CLI::App& command, const SettingSpec& spec) {
  std::string help(spec.help);
  if (!spec.fallback.empty()) help += " [" + std::string(spec.fallback) + "]";
  command.add_option("--" + std::string(spec.name), given_[std::string(spec.name)], help)
      ->type_name(placeholder(spec))
      ->group("Settings");
}

Result<Settings> SettingsFlags::settings() const {
  Settings settings;
  if (!config_.empty())
    if (auto done = settings.read_file(config_); !done) return tl::unexpected(std::move(done).error());
  if (auto done = settings.read_environment(); !done) return tl::unexpected(std::move(done).error());
  for (const auto& [name, value] : given_) {
    if (value.empty()) continue;
    if (auto done = settings.set(name, value); !done) return tl::unexpected(std::move(done).error());
  }
  set_log_level(settings.text("log-level"), "warn");
  return settings;
}

}  // namespace smarttag::cli
