// A command of the command line: one file, and one row in commands.cc.
#pragma once

#include <CLI/CLI.hpp>

#include "base/error.h"

namespace smarttag::cli {

// Adds its subcommand to `app`. What runs the subcommand sets `exit_code`; a command line that does not parse
// never gets so far.
using AddCommand = void (*)(CLI::App& app, int& exit_code);

// Runs the command line; returns the exit code of the process.
int run(int argc, char** argv);

// Prints "smarttag: <what happened and what to do>" on standard error, the log text through the log; returns
// the exit code of the kind.
int report_error(const Error& error);

}  // namespace smarttag::cli
