// Tables of data/: a name, a tab, and members with | between them; empty lines and lines that start with #
// are passed over.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/error.h"

namespace smarttag {

struct TableRow {
  std::string name;
  std::vector<std::string> members;
};

// kInternal when the file cannot be read or a row has no tab or an empty field.
Result<std::vector<TableRow>> read_table(const std::filesystem::path& file);

}  // namespace smarttag
