// Jobs on their way through the states. Each function is one transaction; each change of the state tells the
// outbox.
#include <fmt/format.h>

#include <limits>

#include "jobs/identifier.h"
#include "jobs/sqlite/job_rows.h"
#include "jobs/sqlite/jobs.h"
#include "jobs/sqlite/results/result_rows.h"

namespace smarttag::jobs::sqlite {
namespace {

double chance() {
  return static_cast<double>(random_lease()) / static_cast<double>(std::numeric_limits<std::int64_t>::max());
}

Error crashed() {
  return {
      ErrorKind::kAnalysisCrashed,
      {"The analysis stopped without an answer. The file may need more memory or time than the server has."},
      {"the lease ended without a heartbeat"}};
}

// Jobs whose next try is due become ready; not all at once, when thousands failed together.
void wake(Connection& connection, Time now) {
  connection.run(
      "UPDATE jobs SET phase = 0, due = NULL WHERE number IN "
      "(SELECT number FROM jobs WHERE phase = 1 AND due <= ? ORDER BY due LIMIT 100)",
      now);
}

// The pipeline whose turn it is: of the user with the fewest jobs in work for their weight, those alike in
// turn; of a user's own pipelines the one of the highest priority, those alike in turn. `except` is a JSON
// array of users.
std::optional<std::string> next_pipeline(Connection& connection, const UserLimits& standard,
                                         const std::string& except) {
  return connection.first(
      "SELECT p.id, coalesce((SELECT sum(w.jobs) FROM job_counts w WHERE w.owner = r.owner AND w.phase = 2), "
      "0) AS running, coalesce(u.max_analyses, ?1) AS most "
      "FROM job_counts r JOIN pipelines p ON p.id = r.pipeline LEFT JOIN users u ON u.id = r.owner "
      "WHERE r.phase = 0 AND r.jobs > 0 AND p.paused = 0 AND p.concurrency > "
      "coalesce((SELECT w.jobs FROM job_counts w WHERE w.owner = r.owner AND w.pipeline = r.pipeline AND "
      "w.phase = 2), 0) "
      "AND (most = 0 OR running < most) AND r.owner NOT IN (SELECT value FROM json_each(?2)) "
      "ORDER BY running * 1.0 / coalesce(u.weight, 1), "
      "(SELECT max(q.turn) FROM pipelines q WHERE q.owner = r.owner), p.priority DESC, p.turn, p.id LIMIT 1",
      [](const Row& row) { return row.text(0); }, standard.analyses.value_or(0), except);
}

std::optional<Job> start_next(Connection& connection, const std::string& pipeline, const std::string& worker,
                              std::int64_t lease, Time now, Time until) {
  static const std::string kSql = fmt::format(
      "UPDATE jobs SET phase = 2, attempt = attempt + 1, lease = ?1, lease_until = ?2, "
      "started = ?3, modified = ?3, worker = ?4, progress = 0, stage = '' "
      "WHERE number = (SELECT number FROM jobs WHERE pipeline = ?5 AND phase = 0 ORDER BY priority DESC, "
      "number LIMIT 1) "
      "RETURNING {}",
      kJobColumns);
  return connection.first(kSql, job_of, lease, until, now, worker, pipeline);
}

// The job, while the claim on it holds.
std::optional<Job> held(Connection& connection, const Claim& claim) {
  static const std::string kSql = fmt::format(
      "SELECT {} FROM jobs WHERE id = ? AND attempt = ? AND lease = ? AND phase = 2", kJobColumns);
  return connection.first(kSql, job_of, claim.job, claim.attempt, claim.lease);
}

void end(Connection& connection, const Job& job, Phase phase, Time now) {
  connection.run(
      "UPDATE jobs SET phase = ?, modified = ?, finished = ?, lease = NULL, lease_until = NULL, "
      "progress = ?, rebuild = NULL WHERE number = ?",
      static_cast<int>(phase), now, now, phase == Phase::kSuccess ? 1. : job.progress, job.number);
  tell(connection, job, state_of(phase), now);
}

void give_back(Connection& connection, const Job& job, std::optional<Time> due, Time now) {
  connection.run(
      "UPDATE jobs SET phase = ?, due = ?, modified = ?, lease = NULL, lease_until = NULL, "
      "progress = 0, stage = '' WHERE number = ?",
      static_cast<int>(due ? Phase::kWaiting : Phase::kReady), due, now, job.number);
  tell(connection, job, JobState::kSubmitted, now);
}

AfterFailure end_attempt(Connection& connection, const Job& job, const Error& error, const RetryPolicy& retry,
                         Time now) {
  const int failures = job.failures + 1;
  connection.run(
      "UPDATE jobs SET failures = ?, error_kind = ?, error_client = ?, error_log = ? WHERE number = ?",
      failures, row(error.kind).name, error.client.text, error.log.text, job.number);
  if (const auto wait = retry.wait_after(error.kind, failures, chance())) {
    give_back(connection, job, now + *wait, now);
    return AfterFailure::kTriesAgain;
  }
  end(connection, job, job.rebuild ? Phase::kSuccess : Phase::kFail, now);  // the results stand as they did
  return AfterFailure::kFailed;
}

bool has_facts(Connection& connection, std::int64_t job) {
  return connection.number("SELECT EXISTS (SELECT 1 FROM job_files WHERE job = ? AND facts = 1)", job) != 0;
}

// What the first analysis found out about the media itself; results that are built anew change nothing of it.
void add_media_facts(Connection& connection, std::int64_t job, const Outcome& outcome) {
  std::int64_t place = 0;
  for (const auto& usage : outcome.usages)
    connection.run("INSERT INTO job_usages (job, place, type, quota) VALUES (?, ?, ?, ?)", job, place++,
                   usage.type, usage.quota);
  place = 0;
  for (const auto& remark : outcome.remarks)
    connection.run("INSERT INTO job_remarks (job, place, text) VALUES (?, ?, ?)", job, place++, remark);
}

}  // namespace

Result<bool> SqliteJobs::may_claim(Time now, const std::string& except) {
  return context_.database.read([&](Connection& connection) -> Result<bool> {
    return next_pipeline(connection, context_.limits, except) ||
           connection.number("SELECT EXISTS (SELECT 1 FROM jobs WHERE phase = 1 AND due <= ?)", now) != 0;
  });
}

Result<std::optional<ClaimedJob>> SqliteJobs::claim(const std::string& worker,
                                                    std::chrono::milliseconds lease,
                                                    const std::vector<UserId>& except_users) {
  const std::string except = fmt::format("[{}]", fmt::join(except_users, ","));
  // Workers that wait ask often, and are woken by every change: where no job may start (none is there, its
  // pipeline is paused or full) they take no place in the line of writers, and wake nobody.
  const auto any = may_claim(context_.clock.now(), except);
  if (!any) return tl::unexpected(any.error());
  if (!*any) return std::nullopt;
  return context_.database.write([&](Connection& connection) -> Result<std::optional<ClaimedJob>> {
    const Time now = context_.clock.now();
    wake(connection, now);
    const auto pipeline = next_pipeline(connection, context_.limits, except);
    if (!pipeline) return std::nullopt;
    const std::int64_t secret = random_lease();
    auto job = start_next(connection, *pipeline, worker, secret, now, now + lease);
    if (!job)
      return smarttag::fail(ErrorKind::kInternal, "The queue is not consistent.",
                            "job_counts differ from jobs");
    connection.run("UPDATE pipelines SET turn = 1 + (SELECT max(turn) FROM pipelines) WHERE id = ?",
                   *pipeline);
    tell(connection, *job, JobState::kProcessing, now);
    Claim claim{job->id, job->attempt, secret};
    return ClaimedJob{*std::move(job), std::move(claim), now + lease};
  });
}

Result<Standing> SqliteJobs::heartbeat(const Claim& claim, double progress, const std::string& stage,
                                       std::chrono::milliseconds lease) {
  return context_.database.write([&](Connection& connection) -> Result<Standing> {
    const auto changed = connection.run(
        "UPDATE jobs SET lease_until = ?, progress = ?, stage = ? WHERE id = ? AND attempt = ? AND lease = ? "
        "AND phase = 2",
        context_.clock.now() + lease, progress, stage, claim.job, claim.attempt, claim.lease);
    return changed == 0 ? Standing::kLost : Standing::kHeld;
  });
}

Result<void> SqliteJobs::rebuild(UserId owner, const std::string& id, const std::string& label_version) {
  return context_.database.write([&](Connection& connection) -> Result<void> {
    static const std::string kSql =
        fmt::format("SELECT {} FROM jobs WHERE id = ? AND owner = ?", kJobColumns);
    const auto job = connection.first(kSql, job_of, id, owner);
    if (!job) return not_found("job");
    if (job->state != JobState::kSuccess)
      return smarttag::fail(ErrorKind::kConflict, "Only the results of a successful job can be rebuilt.");
    if (!has_facts(connection, job->number))
      return smarttag::fail(
          ErrorKind::kConflict,
          "This job was analysed by an older version, which kept no facts. Submit it again.");
    const Time now = context_.clock.now();
    connection.run(
        "UPDATE jobs SET phase = 0, rebuild = ?, finished = NULL, failures = 0, modified = ?, progress = 0, "
        "stage = '' WHERE number = ?",
        label_version, now, job->number);
    tell(connection, *job, JobState::kSubmitted, now);
    return {};
  });
}

Result<Standing> SqliteJobs::finish(const Claim& claim, const Outcome& outcome) {
  return context_.database.write([&](Connection& connection) -> Result<Standing> {
    const auto job = held(connection, claim);
    if (!job) return Standing::kLost;
    const Time now = context_.clock.now();
    if (job->rebuild) drop_machine_revisions(connection, job->number);
    if (const auto added = add_revision(connection, job->number, outcome, {}, now); !added)
      return tl::unexpected(added.error());
    if (!job->rebuild) add_media_facts(connection, job->number, outcome);
    connection.run("UPDATE jobs SET error_kind = NULL, error_client = '', error_log = '' WHERE number = ?",
                   job->number);
    end(connection, *job, Phase::kSuccess, now);
    return Standing::kHeld;
  });
}

Result<AfterFailure> SqliteJobs::fail(const Claim& claim, const Error& error) {
  return context_.database.write([&](Connection& connection) -> Result<AfterFailure> {
    const auto job = held(connection, claim);
    if (!job) return AfterFailure::kLost;
    return end_attempt(connection, *job, error, context_.retry, context_.clock.now());
  });
}

Result<Standing> SqliteJobs::release(const Claim& claim) {
  return context_.database.write([&](Connection& connection) -> Result<Standing> {
    const auto job = held(connection, claim);
    if (!job) return Standing::kLost;
    give_back(connection, *job, std::nullopt, context_.clock.now());
    return Standing::kHeld;
  });
}

Result<Recovered> SqliteJobs::recover(int most) {
  return context_.database.write([&](Connection& connection) -> Result<Recovered> {
    static const std::string kLost = fmt::format(
        "SELECT {} FROM jobs WHERE phase = 2 AND lease_until <= ? ORDER BY lease_until LIMIT ?", kJobColumns);
    const Time now = context_.clock.now();
    Recovered recovered;
    const auto count = [&](AfterFailure after) {
      ++(after == AfterFailure::kTriesAgain ? recovered.tried_again : recovered.failed);
    };
    for (const auto& job : connection.all(kLost, job_of, now, most))
      count(end_attempt(connection, job, crashed(), context_.retry, now));
    return recovered;
  });
}

}  // namespace smarttag::jobs::sqlite
