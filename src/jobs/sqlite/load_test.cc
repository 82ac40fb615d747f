// Work does not grow with the table: what the statements cost, counted in steps of SQLite's virtual machine,
// with few jobs in the table and with many. Steps are the same on every machine, however busy.
#include <sqlite3.h>

#include <map>

#include "jobs/sqlite/jobs.h"
#include "jobs/sqlite/outbox.h"
#include "jobs/sqlite/pipelines.h"
#include "jobs/sqlite/results/results.h"
#include "jobs/testing/manual_clock.h"
#include "jobs/testing/temporary_folder.h"

namespace smarttag::jobs::sqlite {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr UserId kOwner = 1;

// A database in which there are so many finished jobs, as many that wait, and their events.
class Loaded {
 public:
  explicit Loaded(int jobs) {
    DatabaseOptions options;
    options.file = folder_.path() / "test.db";
    options.readers = 1;
    database_ = Database::open(options).value();
    context_.emplace(Context{*database_, clock_, {}});
    PipelineSpec spec;
    spec.owner = kOwner;
    spec.concurrency = 1'000'000;
    pipeline_ = SqlitePipelines(*context_).create(spec).value().id;
    for (const int phase : {3, 0}) fill(jobs, phase);
  }

  // The life of a job, beside all those others.
  void one_life() {
    SqliteJobs jobs{*context_};
    SqliteOutbox outbox{*context_};
    JobSpec spec;
    spec.owner = kOwner;
    spec.pipeline = pipeline_;
    spec.priority = 10;
    spec.destinations = {{"webhook", "u"}};
    const auto id = jobs.submit(spec).value().id;
    auto taken = jobs.claim("w", seconds{30}, {}).value();
    ASSERT_EQ(taken->job.id, id);
    ASSERT_EQ(jobs.heartbeat(taken->claim, 0.5, "s", seconds{30}).value(), Standing::kHeld);
    clock_.turn(seconds{30});
    ASSERT_EQ(jobs.recover(10).value().tried_again, 1);
    clock_.turn(seconds{30});
    taken = jobs.claim("w", seconds{30}, {}).value();
    const Outcome made{{{"ASR", {"blob-" + id, 0, 2, ""}}}};
    ASSERT_EQ(jobs.finish(taken->claim, made).value(), Standing::kHeld);
    ASSERT_TRUE(jobs.find(kOwner, id) && SqliteResults{*context_}.outcome(kOwner, id, ResultSource::kAuto) &&
                jobs.counts());
    ASSERT_EQ(jobs.list({kOwner, {}, {}}, {}).value().items.size(), 20u);
    ASSERT_EQ(jobs.list({kOwner, JobState::kSuccess, {}}, {}).value().items.at(0).id, id);
    const auto deliveries = outbox.take("webhook", {}, 5, seconds{30}).value();
    for (const auto& each : deliveries) ASSERT_EQ(outbox.done(each.claim).value(), Standing::kHeld);
    ASSERT_EQ(outbox.events(id).value().size(), 4u);
    ASSERT_EQ(jobs.purge(Time{milliseconds{2}}, 1).value(), 1);
    ASSERT_TRUE(jobs.remove(kOwner, id));
  }

  // Steps of each statement, since the database was opened.
  std::map<std::string, std::int64_t> steps() {
    std::map<std::string, std::int64_t> all;
    const auto count = [&](Connection& connection) -> Result<void> {
      for (auto* each = sqlite3_next_stmt(connection.handle(), nullptr); each != nullptr;
           each = sqlite3_next_stmt(connection.handle(), each))
        all[sqlite3_sql(each)] += sqlite3_stmt_status(each, SQLITE_STMTSTATUS_VM_STEP, 0);
      return {};
    };
    EXPECT_TRUE(database_->write(count));
    EXPECT_TRUE(database_->read(count));
    return all;
  }

 private:
  void fill(int jobs, int phase) {
    const auto filled = database_->write([&](Connection& connection) -> Result<void> {
      connection.run(
          "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1) "
          "INSERT INTO jobs (id, owner, pipeline, priority, phase, title, content, user_data, input_json, "
          "params_json, "
          "template_id, template_json, notify_url, destinations_json, created, modified, finished) "
          "SELECT hex(randomblob(16)), ?2, ?3, 1 + i % 9, ?4, '', '', '', '{}', '{}', '', '', '', '[]', i, "
          "i, "
          "CASE ?4 WHEN 3 THEN i END FROM n",
          jobs, kOwner, pipeline_, phase);
      connection.run(
          "INSERT INTO events (id, job, owner, pipeline, state, user_data, created) "
          "SELECT hex(randomblob(16)), id, owner, pipeline, 'Processing', '', created FROM jobs WHERE phase "
          "= ?",
          phase);
      connection.run(
          "INSERT INTO deliveries (event, job, channel, target, head, next_try, status) "
          "SELECT number, job, 'webhook', 'u', 0, 0, 1 FROM events");
      return {};
    });
    ASSERT_TRUE(filled);
  }

  testing::TemporaryFolder folder_;
  testing::ManualClock clock_;
  std::unique_ptr<Database> database_;
  std::optional<Context> context_;
  std::string pipeline_;
};

TEST(Load, OfAJobDoesNotGrowWithTheTable) {
  const auto cost = [](int jobs) {
    Loaded loaded{jobs};
    const auto before = loaded.steps();
    loaded.one_life();
    auto after = loaded.steps();
    for (const auto& [sql, steps] : before) after[sql] -= steps;
    return after;
  };
  const auto few = cost(100);
  const auto many = cost(20'000);
  ASSERT_EQ(few.size(), many.size());
  EXPECT_GT(few.size(), 25u);
  for (const auto& [sql, steps] : few) EXPECT_LE(many.at(sql), steps + steps / 5 + 5) << sql;
}

}  // namespace
}  // namespace smarttag::jobs::sqlite
