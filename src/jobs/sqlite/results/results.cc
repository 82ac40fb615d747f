#include "jobs/sqlite/results/results.h"

#include <fmt/format.h>

#include <algorithm>

#include "jobs/sqlite/results/result_rows.h"

namespace smarttag::jobs::sqlite {
namespace {

// blob, position, size, sha256 from this column on.
BlobPart part_of(const Row& row, int column) {
  return {row.text(column), row.integer(column + 1), row.integer(column + 2), row.text(column + 3)};
}

ResultRef result_of(const Row& row) {
  ResultRef result{row.text(0), part_of(row, 1)};
  result.source = static_cast<ResultSource>(row.integer(5));
  result.revision = static_cast<int>(row.integer(6));
  result.author = row.text(7);
  result.created = row.time(8);
  return result;
}

// All revisions of a job's results: the machine's first, then those of persons in their order.
std::vector<ResultRef> all_results(Connection& connection, std::int64_t job) {
  return connection.all(
      "SELECT r.type, v.blob, r.position, r.size, r.sha256, v.source, v.revision, v.author, v.created "
      "FROM job_revisions v JOIN job_results r USING (job, revision) WHERE v.job = ? "
      "ORDER BY v.source, v.revision, r.place",
      result_of, job);
}

// Of each type the one that stands, in the order of the machine's.
std::vector<ResultRef> standing(std::vector<ResultRef> all) {
  std::vector<ResultRef> standing;
  for (auto& result : all) {
    const auto before = std::find_if(standing.begin(), standing.end(),
                                     [&](const ResultRef& other) { return other.type == result.type; });
    if (before == standing.end())
      standing.push_back(std::move(result));
    else
      *before = std::move(result);
  }
  return standing;
}

struct FileRow {
  FileRef file;
  bool facts;
};

void add_files(Connection& connection, std::int64_t job, Outcome& outcome) {
  const auto files = connection.all(
      "SELECT f.name, v.blob, f.position, f.size, f.sha256, f.facts FROM job_files f "
      "JOIN job_revisions v USING (job, revision) WHERE f.job = ? ORDER BY f.rowid",
      [](const Row& row) {
        return FileRow{{row.text(0), part_of(row, 1)}, row.boolean(5)};
      },
      job);
  for (const auto& each : files) {
    if (each.facts)
      outcome.facts = each.file.part;
    else
      outcome.files.push_back(each.file);
  }
}

}  // namespace

Result<Outcome> SqliteResults::outcome(UserId owner, const std::string& job, ResultSource view) {
  return context_.database.read([&](Connection& connection) -> Result<Outcome> {
    const auto number = number_of(connection, owner, job);
    if (!number) return not_found("job");
    Outcome outcome;
    auto all = all_results(connection, *number);
    if (view == ResultSource::kAuto)
      std::erase_if(all, [](const ResultRef& result) { return result.source != ResultSource::kAuto; });
    outcome.results = standing(std::move(all));
    outcome.usages = connection.all(
        "SELECT type, quota FROM job_usages WHERE job = ? ORDER BY place",
        [](const Row& row) {
          return results::Usage{row.text(0), row.integer(1)};
        },
        *number);
    outcome.remarks = connection.all(
        "SELECT text FROM job_remarks WHERE job = ? ORDER BY place",
        [](const Row& row) { return row.text(0); }, *number);
    add_files(connection, *number, outcome);
    return outcome;
  });
}

Result<std::vector<ResultRef>> SqliteResults::revisions(UserId owner, const std::string& job,
                                                        const std::string& type) {
  return context_.database.read([&](Connection& connection) -> Result<std::vector<ResultRef>> {
    const auto number = number_of(connection, owner, job);
    if (!number) return not_found("job");
    auto all = all_results(connection, *number);
    std::erase_if(all, [&](const ResultRef& result) { return !type.empty() && result.type != type; });
    std::stable_sort(all.begin(), all.end(),
                     [](const ResultRef& a, const ResultRef& b) { return a.revision < b.revision; });
    return all;
  });
}

Result<int> SqliteResults::correct(const Correction& correction) {
  return context_.database.write([&](Connection& connection) -> Result<int> {
    const auto number = number_of(connection, correction.owner, correction.job);
    if (!number) return not_found("job");
    const auto& type = correction.outcome.results.front().type;
    const auto all = standing(all_results(connection, *number));
    const auto stands =
        std::find_if(all.begin(), all.end(), [&](const ResultRef& result) { return result.type == type; });
    if (stands == all.end()) return not_found("result");
    if (stands->revision != correction.base)
      return fail(
          ErrorKind::kConflict,
          fmt::format("Revision {} of {} stands by now, not {}. Nothing was changed: query the result "
                      "again, and correct that.",
                      stands->revision, type, correction.base));
    return add_revision(connection, *number, correction.outcome, {ResultSource::kHmi, correction.author},
                        context_.clock.now());
  });
}

Result<BlobPart> SqliteResults::file(UserId owner, const std::string& job, const std::string& name) {
  return context_.database.read([&](Connection& connection) -> Result<BlobPart> {
    return or_not_found(
        connection.first(
            "SELECT v.blob, f.position, f.size, f.sha256 FROM jobs j JOIN job_files f ON f.job = j.number "
            "JOIN job_revisions v USING (job, revision) "
            "WHERE j.id = ? AND j.owner = ? AND f.name = ? AND f.facts = 0",
            [](const Row& row) { return part_of(row, 0); }, job, owner, name),
        "file");
  });
}

Result<std::vector<std::string>> SqliteResults::dropped_blobs(int most) {
  return context_.database.read([&](Connection& connection) -> Result<std::vector<std::string>> {
    return connection.all(
        "SELECT name FROM dropped_blobs ORDER BY name LIMIT ?", [](const Row& row) { return row.text(0); },
        most);
  });
}

Result<void> SqliteResults::blobs_removed(const std::vector<std::string>& names) {
  return context_.database.write([&](Connection& connection) -> Result<void> {
    for (const auto& name : names) connection.run("DELETE FROM dropped_blobs WHERE name = ?", name);
    return {};
  });
}

Result<std::vector<std::string>> SqliteResults::unknown_blobs(const std::vector<std::string>& names) {
  return context_.database.read([&](Connection& connection) -> Result<std::vector<std::string>> {
    std::vector<std::string> unknown;
    for (const auto& name : names)
      if (connection.number("SELECT EXISTS (SELECT 1 FROM job_revisions WHERE blob = ?)", name) == 0)
        unknown.push_back(name);
    return unknown;
  });
}

}  // namespace smarttag::jobs::sqlite
