// smarttag knowledge import|list|export: what CPVLabel tells of persons, things, organisations and places.
#pragma once

#include <CLI/CLI.hpp>

namespace smarttag::cli {

void add_knowledge_command(CLI::App& app, int& exit_code);

}  // namespace smarttag::cli
