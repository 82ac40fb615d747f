// `smarttag shots`: where the shots of a video begin and end.
#pragma once

#include <CLI/CLI.hpp>

namespace smarttag::cli {

void add_shots_command(CLI::App& app, int& exit_code);

}  // namespace smarttag::cli
