#include "jobs/sqlite/results/result_rows.h"

#include <algorithm>
#include <vector>

namespace smarttag::jobs::sqlite {
namespace {

constexpr const char* kFacts = "facts";

std::vector<const BlobPart*> parts_of(const Outcome& outcome) {
  std::vector<const BlobPart*> parts;
  for (const auto& result : outcome.results) parts.push_back(&result.part);
  for (const auto& file : outcome.files) parts.push_back(&file.part);
  if (outcome.facts) parts.push_back(&*outcome.facts);
  return parts;
}

void add_file(Connection& connection, std::int64_t job, std::int64_t revision, const std::string& name,
              bool facts, const BlobPart& part) {
  connection.run(
      "INSERT INTO job_files (job, revision, name, facts, position, size, sha256) VALUES (?, ?, ?, ?, ?, ?, "
      "?)",
      job, revision, name, facts, part.offset, part.size, part.sha256);
}

}  // namespace

Result<int> add_revision(Connection& connection, std::int64_t job, const Outcome& outcome, const Maker& maker,
                         Time now) {
  const auto parts = parts_of(outcome);
  if (parts.empty()) return 0;
  const std::string& blob = parts.front()->blob;
  if (std::any_of(parts.begin(), parts.end(), [&](const auto* part) { return part->blob != blob; }))
    return fail(ErrorKind::kInternal, "The results could not be kept.", "they lie in several blobs");
  const auto revision =
      connection.number("UPDATE jobs SET revision = revision + 1 WHERE number = ? RETURNING revision", job);
  connection.run(
      "INSERT INTO job_revisions (job, revision, source, author, created, blob) VALUES (?, ?, ?, ?, ?, ?)",
      job, revision, static_cast<int>(maker.source), maker.author, now, blob);
  std::int64_t place = 0;
  for (const auto& result : outcome.results)
    connection.run(
        "INSERT INTO job_results (job, revision, place, type, position, size, sha256) VALUES (?, ?, ?, ?, ?, "
        "?, ?)",
        job, revision, place++, result.type, result.part.offset, result.part.size, result.part.sha256);
  for (const auto& file : outcome.files) add_file(connection, job, revision, file.name, false, file.part);
  if (outcome.facts) add_file(connection, job, revision, kFacts, true, *outcome.facts);
  return static_cast<int>(revision);
}

void drop_machine_revisions(Connection& connection, std::int64_t job) {
  connection.run("DELETE FROM job_revisions WHERE job = ? AND source = ?", job,
                 static_cast<int>(ResultSource::kAuto));
}

std::optional<std::int64_t> number_of(Connection& connection, UserId owner, const std::string& job) {
  return connection.first(
      "SELECT number FROM jobs WHERE id = ? AND owner = ?", [](const Row& row) { return row.integer(0); },
      job, owner);
}

}  // namespace smarttag::jobs::sqlite
