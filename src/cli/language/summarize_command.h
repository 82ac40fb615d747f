// smarttag summarize INPUT: notes of a talk from its transcript.
#pragma once

#include <CLI/CLI.hpp>

namespace smarttag::cli {

void add_summarize_command(CLI::App& app, int& exit_code);

}  // namespace smarttag::cli
