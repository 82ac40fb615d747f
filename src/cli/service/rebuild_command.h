#pragma once

#include "cli/command.h"

namespace smarttag::cli {

void add_rebuild_command(CLI::App& app, int& exit_code);

}  // namespace smarttag::cli
