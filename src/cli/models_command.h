// `smarttag models`: which models there are, and what can be done with them: pull, verify, add, remove.
#pragma once

#include <CLI/CLI.hpp>

namespace smarttag::cli {

void add_models_command(CLI::App& app, int& exit_code);

}  // namespace smarttag::cli
