// `smarttag analyze`: files or URLs in; a report, JSON or files out.
#pragma once

#include <CLI/CLI.hpp>

namespace smarttag::cli {

void add_analyze_command(CLI::App& app, int& exit_code);

}  // namespace smarttag::cli
