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

// Whether the owner's limits allow one more job.
Result<void> has_room(Connection& connection, const JobSpec& spec, const UserLimits& standard) {
  struct Most {
    std::int64_t jobs = 0;
    std::int64_t bytes = 0;
  };
  Most most{standard.jobs.value_or(0), standard.bytes.value_or(0)};
  most = connection
             .first(
                 "SELECT coalesce(max_jobs, ?), coalesce(max_bytes, ?) FROM users WHERE id = ?",
                 [](const Row& row) {
                   return Most{row.integer(0), row.integer(1)};
                 },
                 most.jobs, most.bytes, spec.owner)
             .value_or(most);
  if (most.jobs > 0) {
    const auto unfinished = connection.number(
        "SELECT coalesce(sum(jobs), 0) FROM job_counts WHERE owner = ? AND phase < 3", spec.owner);
    if (unfinished >= most.jobs)
      return fail(
          ErrorKind::kQuotaExceeded,
          fmt::format(
              "You have {} unfinished jobs and may have {}. Wait until some are finished, or delete them.",
              unfinished, most.jobs));
  }
  if (most.bytes > 0) {
    const auto stored =
        connection.number("SELECT coalesce(sum(bytes), 0) FROM stored_bytes WHERE owner = ?", spec.owner);
    if (stored >= most.bytes)
      return fail(ErrorKind::kQuotaExceeded,
                  fmt::format("The results of your jobs take {} bytes, and may take {}. Delete jobs that you "
                              "do not need any more.",
                              stored, most.bytes));
  }
  return {};
}

}  // namespace

Result<Submitted> SqliteJobs::submit(const JobSpec& spec) {
  if (spec.priority < 1 || spec.priority > 10)
    return smarttag::fail(ErrorKind::kUsage, "The priority must be 1 to 10.");
  const std::string destinations = to_json(spec.destinations);
  return context_.database.write([&](Connection& connection) -> Result<Submitted> {
    if (connection.number("SELECT count(*) FROM pipelines WHERE id = ? AND owner = ?", spec.pipeline,
                          spec.owner) == 0)
      return not_found("pipeline");
    if (auto room = has_room(connection, spec, context_.limits); !room) return tl::unexpected(room.error());
    const Time now = context_.clock.now();
    const std::string id = random_id();
    connection.run(
        "INSERT INTO jobs (id, owner, pipeline, priority, phase, title, content, user_data, input_json, "
        "params_json, template_id, template_json, notify_url, destinations_json, created, modified) "
        "VALUES (?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id, spec.owner, spec.pipeline, spec.priority, spec.title, spec.content, spec.user_data,
        spec.input_json, spec.params_json, spec.template_id, spec.template_json, spec.notify_url,
        destinations, now, now);
    return Submitted{id};
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

Result<std::optional<Time>> SqliteJobs::oldest_waiting() {
  return context_.database.read([&](Connection& connection) -> Result<std::optional<Time>> {
    return connection.first(
        "SELECT created FROM jobs WHERE phase <= 1 AND pipeline NOT IN (SELECT id FROM pipelines WHERE "
        "paused = 1) ORDER BY created LIMIT 1",
        [](const Row& row) { return row.time(0); });
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
