// `smarttag transcribe`: what is said in a file, as text.
#pragma once

#include "cli/command.h"

namespace smarttag::cli {

void add_transcribe_command(CLI::App& app, int& exit_code);

}  // namespace smarttag::cli
