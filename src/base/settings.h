// Settings: each is declared once in settings_table.cc (name, type, default, help, where it may be set);
// flags, environment variables, the configuration file and docs/settings.md derive from that table.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "base/error.h"

namespace smarttag {

enum class SettingType { kText, kInteger, kReal, kBytes, kSeconds, kBoolean, kChoice };

// Who reads a setting, and so which commands have a flag for it.
enum class SettingScope {
  kAnalysis,  // `analyze`, `serve`, `worker`
  kService,   // `serve`, `worker`
  kClient,    // `submit`, `status` and the like, which call a service
  kSecret,    // the service or its clients; never a flag (others see those), never shown, never given to
              // another process
};

struct SettingSpec {
  std::string_view
      name;  // "max-bytes": flag --max-bytes, variable SMARTTAG_MAX_BYTES, key max-bytes in the file
  SettingType type;
  std::string_view fallback;  // the default, as text
  std::string_view help;
  std::string_view choices = {};  // kChoice: "auto|f32|bf16"; numbers, sizes, times: "least..greatest"
  SettingScope scope = SettingScope::kAnalysis;
};

// All settings, in the order in which help shows them.
std::span<const SettingSpec> setting_table();

// The name of the environment variable of a setting: "max-bytes" -> "SMARTTAG_MAX_BYTES".
std::string environment_name(std::string_view setting);

// Values of all settings; starts with the defaults. A value type, safe to share between threads once set up.
class Settings {
 public:
  Settings();

  // Checks the value against type, range. kUsage on an unknown name or a value that does not fit; sizes take
  // KiB/MiB/GiB, times take s/m/h.
  Result<void> set(std::string_view name, std::string_view value);

  // kUsage, with line and key, on an unknown key or a value that does not fit.
  Result<void> read_file(const std::filesystem::path& toml);

  // kUsage on a SMARTTAG_* variable that is unknown, or has a bad value.
  Result<void> read_environment();

  // The name must be in the table and of the type: anything else is a defect of the caller and aborts.
  const std::string& text(std::string_view name) const;  // kText, kChoice
  std::int64_t integer(std::string_view name) const;     // kInteger; kBytes in bytes
  double real(std::string_view name) const;              // kReal; kSeconds in seconds
  bool boolean(std::string_view name) const;

  // Every setting of an analysis as text, to hand to another process; from_map takes it back.
  std::map<std::string, std::string> to_map() const;
  static Result<Settings> from_map(const std::map<std::string, std::string>& values);

 private:
  std::map<std::string, std::string, std::less<>> values_;
};

}  // namespace smarttag
