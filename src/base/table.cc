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

tl::unexpected<Error> damaged_row(const std::filesystem::path& file, int number) {
  return damaged(file, "line " + std::to_string(number) + " does not fit");
}

tl::unexpected<Error> empty_table(const std::filesystem::path& file) { return damaged(file, "has no rows"); }

Result<void> each_row(const std::filesystem::path& file,
                      const std::function<Result<void>(const std::string&, int)>& row) {
  std::ifstream in(file);
  if (!in) return damaged(file, "cannot be opened");
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    if (line.ends_with('\r')) line.pop_back();
    if (line.empty() || line.starts_with('#')) continue;
    if (auto done = row(line, number); !done) return done;
  }
  if (in.bad()) return damaged(file, "cannot be read to its end");
  return {};
}

Result<std::vector<TableRow>> read_table(const std::filesystem::path& file) {
  std::vector<TableRow> rows;
  auto done = each_row(file, [&](const std::string& line, int number) -> Result<void> {
    const auto tab = line.find('\t');
    if (tab == std::string::npos) return damaged_row(file, number);
    TableRow row{line.substr(0, tab), {}};
    std::istringstream members(line.substr(tab + 1));
    for (std::string member; std::getline(members, member, '|');) row.members.push_back(member);
    const auto& all = row.members;
    if (row.name.empty() || all.empty() ||
        std::any_of(all.begin(), all.end(), [](auto& m) { return m.empty(); }))
      return damaged_row(file, number);
    rows.push_back(std::move(row));
    return {};
  });
  if (!done) return tl::unexpected(std::move(done).error());
  return rows;
}

}  // namespace smarttag
