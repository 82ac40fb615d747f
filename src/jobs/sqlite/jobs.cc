#include "jobs/sqlite/jobs.h"

#include "jobs/identifier.h"
#include "jobs/sqlite/job_rows.h"
#include "jobs/sqlite/listing.h"

namespace smarttag::jobs::sqlite {
namespace {

constexpr Listing kListing{"jobs", {}, "number"};

// The conditions that both jobs and job_counts can check.
Filter filter_of(const JobFilter& wanted) {
  Filter filter;
  filter.add_if("owner = ?", wanted.owner);
  filter.add_if("pipeline = ?", wanted.pipeline);
  // As the index jobs_state has it: ready and waiting jobs are both Submitted.
  if (wanted.state) filter.add("max(phase, 1) = ?", Value{static_cast<std::int64_t>(*wanted.state) + 1});
  return filter;
}

std::optional<Job> find_job(Connection& connection, UserId owner, const std::string& id) {
  static const std::string kSql = fmt::format("SELECT {} FROM jobs WHERE id = ? AND owner = ?", kJobColumns);
  return connection.first(kSql, job_of, id, owner);
}

bool same_request(const JobSpec& a, const JobSpec& b) {
  return a.pipeline == b.pipeline && a.priority == b.priority && a.title == b.title &&
         a.content == b.content && a.user_data == b.user_data && a.input_json == b.input_json &&
         a.params_json == b.params_json && a.template_id == b.template_id &&
         a.template_json == b.template_json && a.notify_url == b.notify_url;
}

// The job that this token made before, if it did.
Result<std::optional<Submitted>> submitted_before(Connection& connection, const JobSpec& spec) {
  if (!spec.client_token) return std::nullopt;
  static const std::string kSql =
      fmt::format("SELECT {} FROM jobs WHERE owner = ? AND client_token = ?", kJobColumns);
  const auto before = connection.first(kSql, job_of, spec.owner, *spec.client_token);
  if (!before) return std::nullopt;
  if (!same_request(before->spec, spec))
    return fail(ErrorKind::kConflict,
                "This client token was used for another job. Use a new token for a new job.");
  return Submitted{before->id, true};
}

}  // namespace

Result<Submitted> SqliteJobs::submit(const JobSpec& spec) {
  if (spec.priority < 1 || spec.priority > 10)
    return smarttag::fail(ErrorKind::kUsage, "The priority must be 1 to 10.");
  const std::string destinations = to_json(spec.destinations);
  return context_.database.write([&](Connection& connection) -> Result<Submitted> {
    const auto before = submitted_before(connection, spec);
    if (!before) return tl::unexpected(before.error());
    if (*before) return **before;
    if (connection.number("SELECT count(*) FROM pipelines WHERE id = ? AND owner = ?", spec.pipeline,
                          spec.owner) == 0)
      return not_found("pipeline");
    const Time now = context_.clock.now();
    const std::string id = random_id();
    std::optional<std::int64_t> limit;
    if (spec.time_limit) limit = spec.time_limit->count();
    connection.run(
        "INSERT INTO jobs (id, owner, pipeline, priority, phase, title, content, user_data, input_json, "
        "params_json, "
        "template_id, template_json, notify_url, destinations_json, client_token, time_limit, created, "
        "modified) "
        "VALUES (?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id, spec.owner, spec.pipeline, spec.priority, spec.title, spec.content, spec.user_data,
        spec.input_json, spec.params_json, spec.template_id, spec.template_json, spec.notify_url,
        destinations, spec.client_token, limit, now, now);
    return Submitted{id, false};
  });
}

Result<Job> SqliteJobs::find(UserId owner, const std::string& id) {
  return context_.database.read([&](Connection& connection) -> Result<Job> {
    return or_not_found(find_job(connection, owner, id), "job");
  });
}

Result<Listed<Job>> SqliteJobs::list(const JobFilter& wanted, const Page& page) {
  const Filter filter = filter_of(wanted);
  Listing listing = kListing;
  listing.columns = kJobColumns;
  return context_.database.read([&](Connection& connection) -> Result<Listed<Job>> {
    auto listed = page_of(connection, listing, filter, page, job_of);
    if (listed)
      listed->total = connection.number(
          fmt::format("SELECT coalesce(sum(jobs), 0) FROM job_counts WHERE {}", filter.sql()),
          filter.values());
    return listed;
  });
}

Result<void> SqliteJobs::remove(UserId owner, const std::string& id) {
  return context_.database.write([&](Connection& connection) -> Result<void> {
    const auto job = find_job(connection, owner, id);
    if (!job) return not_found("job");
    if (!job->finished) tell(connection, *job, JobState::kFail, context_.clock.now());
    connection.run("DELETE FROM jobs WHERE number = ?", job->number);
    return {};
  });
}

Result<int> SqliteJobs::purge(Time finished_before, int most) {
  return context_.database.write([&](Connection& connection) -> Result<int> {
    return static_cast<int>(
        connection.run("DELETE FROM jobs WHERE number IN (SELECT number FROM jobs WHERE phase >= 3 AND "
                       "finished < ? ORDER BY finished "
                       "LIMIT ?)",
                       finished_before, most));
  });
}

Result<std::vector<JobCount>> SqliteJobs::counts() {
  return context_.database.read([&](Connection& connection) -> Result<std::vector<JobCount>> {
    return connection.all(
        "SELECT owner, pipeline, max(phase, 1) AS shown, sum(jobs) FROM job_counts WHERE jobs > 0 "
        "GROUP BY owner, pipeline, shown",
        [](const Row& row) {
          return JobCount{row.integer(0), row.text(1), state_of(static_cast<Phase>(row.integer(2))),
                          row.integer(3)};
        });
  });
}

}  // namespace smarttag::jobs::sqlite
