#include "base/table.h"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace smarttag {
namespace {

tl::unexpected<Error> damaged(const std::filesystem::path& file, const std::string& detail) {
  const std::string name = file.filename().string();
  return fail(ErrorKind::kInternal,
              "The table " + name + " is missing or damaged. Restore data/" + name + ".",
              file.string() + ": " + detail);
}

}  // namespace

Result<std::vector<TableRow>> read_table(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) return damaged(file, "cannot be opened");
  std::vector<TableRow> rows;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line.starts_with('#')) continue;
    const auto tab = line.find('\t');
    if (tab == std::string::npos) return damaged(file, line);
    TableRow row{line.substr(0, tab), {}};
    std::istringstream members(line.substr(tab + 1));
    for (std::string member; std::getline(members, member, '|');) row.members.push_back(member);
    const auto& all = row.members;
    if (row.name.empty() || all.empty() ||
        std::any_of(all.begin(), all.end(), [](auto& m) { return m.empty(); }))
      return damaged(file, line);
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace smarttag
