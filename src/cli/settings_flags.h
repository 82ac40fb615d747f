// Flags made from the table of settings, and the order in which sources of settings count: default, file,
// environment, flag.
#pragma once

#include <map>
#include <string>

#include <CLI/CLI.hpp>

#include "base/settings.h"

namespace smarttag::cli {

class SettingsFlags {
 public:
  // Adds --config and a flag for every setting of the scope; the service has those of an analysis too. Must
  // outlive the parsing.
  void add_to(CLI::App& command, SettingScope scope = SettingScope::kAnalysis);

  // One flag more, of a setting outside the scope.
  void add_one(CLI::App& command, std::string_view name);

  // kUsage on a bad file, variable or flag.
  Result<Settings> settings() const;

 private:
  void add(CLI::App& command, const SettingSpec& spec);

  std::string config_;
  std::map<std::string, std::string, std::less<>> given_;
};

}  // namespace smarttag::cli
