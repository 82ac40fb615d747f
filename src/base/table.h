// Tables of data/: one row a line; empty lines and lines that start with # are passed over.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/error.h"

namespace smarttag {

// Calls `row` for each row in turn, without its line's end, with the number of its line (from 1); its first
// error ends the reading. kInternal when the file cannot be read.
Result<void> each_row(const std::filesystem::path& file,
                      const std::function<Result<void>(const std::string& row, int number)>& row);

// What to answer in each_row for a row that does not fit: kInternal, with the file and the line in the log.
tl::unexpected<Error> damaged_row(const std::filesystem::path& file, int number);

// What to answer for a table that must not be empty: kInternal.
tl::unexpected<Error> empty_table(const std::filesystem::path& file);

// A row of a name, a tab, and members with | between them.
struct TableRow {
  std::string name;
  std::vector<std::string> members;
};

// kInternal when the file cannot be read or a row has no tab or an empty field.
Result<std::vector<TableRow>> read_table(const std::filesystem::path& file);

}  // namespace smarttag
