// `smarttag library`: persons, landmarks, objects and logos that are to be recognised, by pictures of them.
#pragma once

#include <CLI/CLI.hpp>

namespace smarttag::cli {

void add_library_command(CLI::App& app, int& exit_code);

}  // namespace smarttag::cli
