// `smarttag settings`: every setting with its default; docs/settings.md is its output.
#pragma once

#include <CLI/CLI.hpp>

namespace smarttag::cli {

void add_settings_command(CLI::App& app, int& exit_code);

}  // namespace smarttag::cli
