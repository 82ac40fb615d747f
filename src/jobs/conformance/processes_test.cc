// Several processes on one database, and processes that are killed while they use it.
#include <map>
#include <random>
#include <set>
#include <thread>

#include "jobs/conformance/store_test.h"
#include "jobs/testing/child_process.h"

namespace smarttag::jobs {
namespace {

using testing::ChildProcess;
using testing::Pipe;

class Processes : public StoreTest {};

TEST_P(Processes, MayOpenANewFolderAtOnce) {
  store_.reset();
  std::filesystem::remove_all(folder_.path() / "data");
  std::vector<ChildProcess> children;
  children.reserve(8);
  for (int i = 0; i < 8; ++i)
    children.emplace_back([&] { must(open()->accounts().create_user(std::to_string(getpid()), "[]")); });
  for (auto& child : children) EXPECT_TRUE(child.succeeds());
  reopen();
  EXPECT_EQ(must(store_->accounts().users()).size(), 8u);
}

TEST_P(Processes, ThatCloseTakeNothingFromTheOthers) {
  store_.reset();
  Pipe go_on, closed;
  ChildProcess child{[&] {
    for (const auto* name : {"carl", "dora"}) {
      go_on.hear();
      must(open()->accounts().create_user(name, "[]"));
      closed.say(name);
    }
  }};
  reopen();
  const auto before = must(store_->accounts().users()).size();
  for (const std::size_t more : {1u, 2u}) {
    go_on.say("now");
    closed.hear();
    EXPECT_EQ(must(store_->accounts().users()).size(), before + more);
    EXPECT_EQ(job(submit(spec(pipeline()))).state, JobState::kSubmitted);
  }
  EXPECT_TRUE(child.succeeds());
  reopen();
  EXPECT_EQ(must(store_->accounts().users()).size(), before + 2);
}

TEST_P(Processes, SeeEachOthersJobsAtOnce) {
  const auto there = pipeline();
  store_.reset();
  Pipe pipe;
  ChildProcess child{[&] { pipe.say(must(open()->jobs().submit(spec(there))).id); }};
  reopen();
  EXPECT_EQ(job(pipe.hear().value()).state, JobState::kSubmitted);
  EXPECT_TRUE(child.succeeds());
}

TEST_P(Processes, NeverHaveOneJobTogether) {
  constexpr int kJobs = 120;
  const auto there = pipeline(6, 1000);
  std::vector<std::string> ids;
  ids.reserve(kJobs);
  for (int i = 0; i < kJobs; ++i) ids.push_back(submit(spec(there)));
  store_.reset();
  std::vector<ChildProcess> workers;
  workers.reserve(4);
  for (int i = 0; i < 4; ++i)
    workers.emplace_back([&] {
      const auto store = open();
      while (const auto taken = must(store->jobs().claim("w", kLease)))
        if (must(store->jobs().finish(taken->claim, testing::kept(*store, {{"ASR", taken->job.id}}))) !=
            Standing::kHeld)
          throw std::runtime_error("a job was lost");
    });
  for (auto& worker : workers) EXPECT_TRUE(worker.succeeds());
  reopen();
  for (const auto& id : ids) {
    EXPECT_EQ(job(id).attempt, 1);
    EXPECT_EQ(told(id), "Processing Success");
    EXPECT_EQ(must(store_->results().outcome(kAda, id)).results.size(), 1u);
  }
}

TEST_P(Processes, TogetherKeepToTheConcurrencyOfAPipeline) {
  const auto three = pipeline(6, 3);
  for (int i = 0; i < 12; ++i) submit(spec(three));
  store_.reset();
  Pipe pipe;
  std::vector<ChildProcess> workers;
  workers.reserve(4);
  for (int i = 0; i < 4; ++i)
    workers.emplace_back([&] {
      const auto store = open();
      while (must(store->jobs().claim("w", kLease))) pipe.say("claimed");
    });
  for (auto& worker : workers) EXPECT_TRUE(worker.succeeds());
  pipe.close_writing();
  int claimed_together = 0;
  while (pipe.hear()) ++claimed_together;
  EXPECT_EQ(claimed_together, 3);
}

TEST_P(Processes, ThatAreKilledLeaveTheirJobToTheNext) {
  const auto id = submit(spec(pipeline()));
  store_.reset();
  Pipe pipe;
  ChildProcess worker{[&] {
    const auto store = open();
    must(store->jobs().claim("killed", kLease));
    pipe.say("claimed");
    pause();
  }};
  ASSERT_TRUE(pipe.hear());
  worker.kill();
  reopen();
  EXPECT_EQ(job(id).state, JobState::kProcessing);
  EXPECT_EQ(claimed(), "");
  clock_.turn(kLease);
  EXPECT_EQ(must(store_->jobs().recover(10)).tried_again, 1);
  clock_.turn(retry_.longest_wait);
  EXPECT_EQ(claimed(), id);
}

// What one life of the killed process does: three threads submit, two work, one delivers, until the end.
// Every answer that it got from the store it says.
class Life {
 public:
  Life(Store& store, const Pipe& pipe, std::string there)
      : store_(store), pipe_(pipe), there_(std::move(there)) {}

  [[noreturn]] void live() {
    std::vector<std::thread> threads;
    threads.reserve(6);
    for (int i = 0; i < 3; ++i) threads.emplace_back([this] { submit_forever(); });
    for (int i = 0; i < 2; ++i) threads.emplace_back([this] { work_forever(); });
    threads.emplace_back([this] { deliver_forever(); });
    while (true) pause();
  }

 private:
  void submit_forever() {
    JobSpec spec;
    spec.owner = 7;
    spec.pipeline = there_;
    spec.destinations = {{"webhook", "u"}};
    while (true) pipe_.say("submitted " + must(store_.jobs().submit(spec)).id);
  }

  void work_forever() {
    while (true) {
      const auto taken = must(store_.jobs().claim("w", seconds{30}));
      if (!taken) continue;
      must(store_.jobs().heartbeat(taken->claim, 0.5, "s", seconds{30}));
      const bool good = taken->job.number % 3 != 0 || taken->job.failures > 0;
      if (good && must(store_.jobs().finish(taken->claim, testing::kept(store_, {{"ASR", "r"}},
                                                                        {{"audio", 1}}))) == Standing::kHeld)
        pipe_.say("finished " + taken->job.id);
      if (!good) must(store_.jobs().fail(taken->claim, {ErrorKind::kInputUnreachable, {"x"}}));
    }
  }

  void deliver_forever() {
    while (true)
      for (const auto& taken : must(store_.outbox().take("webhook", {}, 5, seconds{30})))
        if (must(store_.outbox().done(taken.claim)) == Standing::kHeld)
          pipe_.say("delivered " + taken.delivery.event.id);
  }

  Store& store_;
  const Pipe& pipe_;
  std::string there_;
};

class Kills : public StoreTest {
 protected:
  Kills() {
    retry_.most_failures = 1'000'000;
    reopen();
  }

  std::vector<Job> all_jobs() {
    std::vector<Job> jobs;
    Page page;
    page.size = 100;
    do {
      const auto part = must(store_->jobs().list({}, page));
      jobs.insert(jobs.end(), part.items.begin(), part.items.end());
      page.token = part.next_token;
    } while (!page.token.empty());
    return jobs;
  }

  // Each state follows from the one before, the last is the job's, and each has its delivery.
  void check_story(const Job& job) {
    JobState state = JobState::kSubmitted;
    const auto events = must(store_->outbox().events(job.id));
    for (const auto& event : events) {
      EXPECT_EQ(event.state == JobState::kProcessing, state == JobState::kSubmitted)
          << job.id << " " << told(job.id);
      state = event.state;
    }
    EXPECT_EQ(state, job.state) << job.id << " " << told(job.id);
    DeliveryFilter of_job;
    of_job.job = job.id;
    EXPECT_EQ(must(store_->outbox().list(of_job, {})).total, std::ssize(events));
    const auto outcome = must(store_->results().outcome(kAda, job.id));
    EXPECT_EQ(outcome.results.size(), job.state == JobState::kSuccess ? 1u : 0u);
    EXPECT_EQ(outcome.usages.size(), outcome.results.size());
  }

  void check_counts(const std::vector<Job>& jobs) {
    std::map<JobState, std::int64_t> counted;
    for (const auto& job : jobs) ++counted[job.state];
    for (const auto& count : must(store_->jobs().counts())) counted[count.state] -= count.jobs;
    for (const auto& [state, difference] : counted) EXPECT_EQ(difference, 0) << name_of(state);
  }

  // Lets a process live until it has said `lines`, kills it, and keeps all that it said.
  void live_and_die(const std::string& there, int lines) {
    store_.reset();
    Pipe pipe;
    ChildProcess child{[&] {
      const auto store = open();
      Life(*store, pipe, there).live();
    }};
    pipe.close_writing();
    for (int i = 0; i < lines; ++i) hear(pipe);
    child.kill();
    while (hear(pipe)) {
    }
    reopen();
  }

  bool hear(Pipe& pipe) {
    const auto line = pipe.hear();
    if (!line) return false;
    const auto space = line->find(' ');
    said_[line->substr(0, space)].push_back(line->substr(space + 1));
    return true;
  }

  void recover_all() {
    clock_.turn(minutes{60});
    while (must(store_->jobs().recover(100)).tried_again > 0) {
    }
    clock_.turn(retry_.longest_wait);
  }

  std::map<std::string, std::vector<std::string>> said_;
};

TEST_P(Kills, LoseNothingAndDoubleNothing) {
  constexpr int kLives = 60;
  const auto there = pipeline(6, 1000);
  std::mt19937 random{20201109};  // fixed, but where the kill strikes is the scheduler's choice
  std::uniform_int_distribution<int> lines{0, 40};
  for (int life = 0; life < kLives; ++life) {
    live_and_die(there, lines(random));
    recover_all();
  }
  const auto jobs = all_jobs();
  std::map<std::string, JobState> states;
  for (const auto& job : jobs) {
    states[job.id] = job.state;
    check_story(job);
  }
  check_counts(jobs);
  EXPECT_GE(said_["submitted"].size(), 100u);
  EXPECT_GE(said_["finished"].size(), 20u);
  for (const auto& id : said_["submitted"]) EXPECT_EQ(states.count(id), 1u) << "lost " << id;
  for (const auto& id : said_["finished"]) EXPECT_EQ(states[id], JobState::kSuccess) << id;
  const std::set<std::string> finished(said_["finished"].begin(), said_["finished"].end());
  EXPECT_EQ(finished.size(), said_["finished"].size()) << "a job was finished twice";
  const std::set<std::string> delivered(said_["delivered"].begin(), said_["delivered"].end());
  EXPECT_EQ(delivered.size(), said_["delivered"].size()) << "a delivery was done twice";
}

INSTANTIATE_TEST_SUITE_P(Stores, Processes, ::testing::ValuesIn(store_patterns()), name_of_kind);
INSTANTIATE_TEST_SUITE_P(Stores, Kills, ::testing::ValuesIn(store_patterns()), name_of_kind);

}  // namespace
}  // namespace smarttag::jobs
