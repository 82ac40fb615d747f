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
  // Adds --config and a flag for every setting of the scope; those of an analysis are the service's too. Must
  // outlive the parsing.
  void add_to(CLI::App& command, SettingScope scope = SettingScope::kAnalysis);

  // kUsage on a bad file, variable or flag.
  Result<Settings> settings() const;

 private:
  std::string config_;
  std::map<std::string, std::string, std::less<>> given_;
};

}  // namespace smarttag::cli
