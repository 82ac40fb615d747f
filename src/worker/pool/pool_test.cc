// Real jobs in a real store, analysed by real analysis processes.
#include "worker/pool/pool.h"

#include <csignal>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "net/testing/loopback_server.h"
#include "worker/pool/testing/pool_fixture.h"
#include "worker/testing/analysis_child_main.h"

int main(int argc, char** argv) { return smarttag::worker::testing::run_tests_or_child(argc, argv); }

namespace smarttag::worker {
namespace {

using jobs::JobState;
using net::testing::LoopbackServer;
using ::testing::HasSubstr;
using namespace std::chrono_literals;

constexpr auto kAda = testing::kAda;
constexpr auto kBob = testing::kBob;

// The process ids of this process's analysis processes.
std::vector<pid_t> children() {
  std::vector<pid_t> found;
  for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
    std::ifstream list(task.path() / "children");
    for (pid_t pid = 0; list >> pid;) found.push_back(pid);
  }
  return found;
}

using PoolTest = testing::PoolFixture;

TEST_F(PoolTest, AJobEndsWithItsResultsAndUsages) {
  jobs::JobSpec spec;
  spec.title = "a title";
  spec.params_json = R"({"needMetaData":true,"needOcrData":true})";
  spec.template_json = R"({"AnalyseTypes":"subtitle,object"})";
  const auto id = submit(clip(2), spec);
  start();
  ASSERT_TRUE(comes_to(id, JobState::kSuccess)) << job(id).error.value_or(Error{}).client.text;
  const auto outcome = store_->results().outcome(kAda, id).value();
  std::vector<std::string> types;
  for (const auto& result : outcome.results) types.push_back(result.type);
  EXPECT_THAT(types, ::testing::UnorderedElementsAre("VideoLabel", "Subtitle", "Meta", "OCR"));
  ASSERT_EQ(outcome.usages.size(), 2U);
  EXPECT_EQ(outcome.usages[0].type, "video");
  EXPECT_EQ(outcome.usages[0].quota, 2);
  EXPECT_THAT(outcome.files, ::testing::Not(::testing::IsEmpty()));
  for (const auto& result : outcome.results)
    EXPECT_EQ(jobs::testing::text_of(*store_, result.part).front(), '{') << result.type;
  ASSERT_TRUE(outcome.facts);
  EXPECT_EQ(jobs::testing::text_of(*store_, *outcome.facts).substr(0, 2), "\x1f\x8b") << "gzip";
  EXPECT_EQ(job(id).worker, "test");
  EXPECT_TRUE(comes([&] { return pool_->counts().done == 1 && pool_->counts().running == 0; }));
}

TEST_F(PoolTest, BadInputFailsAtOnceAndTheNextJobRuns) {
  std::ofstream(root_ / "text.mp4") << "this is no film";
  const auto bad = submit("file://" + (root_ / "text.mp4").string());
  const auto gone = submit("file://" + (root_ / "none.mp4").string());
  jobs::JobSpec unknown;
  unknown.params_json = R"({"needEverything":true})";
  const auto refused = submit(clip(1), unknown);
  jobs::JobSpec no_library;
  no_library.template_json = R"({"FaceCategoryIds":"no-such-library"})";
  const auto libraryless = submit(clip(1), no_library);
  const auto good = submit(clip(1));
  start();
  ASSERT_TRUE(comes_to(good, JobState::kSuccess));
  for (const auto& [id, kind] : {std::pair{bad, ErrorKind::kInputUnreadable},
                                 {gone, ErrorKind::kInputMissing},
                                 {refused, ErrorKind::kUsage},
                                 {libraryless, ErrorKind::kNotFound}}) {
    ASSERT_TRUE(comes_to(id, JobState::kFail));
    const auto failed = job(id);
    EXPECT_EQ(failed.attempt, 1);
    ASSERT_TRUE(failed.error);
    EXPECT_EQ(row(failed.error->kind).name, row(kind).name) << failed.error->client.text;
  }
  EXPECT_EQ(pool_->counts().failed, 4);
}

TEST_F(PoolTest, AnUnreachableInputIsTriedAgain) {
  std::string url;
  {
    const LoopbackServer server([](auto&, const auto&) {});
    url = server.url("/a.mp4");  // nobody listens there any more
  }
  const auto id = submit(url);
  start();
  ASSERT_TRUE(comes_to(id, JobState::kFail));
  EXPECT_EQ(job(id).failures, 3);
  EXPECT_EQ(job(id).error->kind, ErrorKind::kInputUnreachable);
}

TEST_F(PoolTest, AKilledAnalysisProcessCostsOneAttempt) {
  const auto id = submit(clip(120));
  start();
  ASSERT_TRUE(comes([&] { return job(id).state == JobState::kProcessing && !children().empty(); }));
  ::kill(children().at(0), SIGKILL);
  ASSERT_TRUE(comes([&] { return job(id).attempt == 2; }));
  EXPECT_EQ(job(id).failures, 1);
  ASSERT_TRUE(store_->jobs().remove(kAda, id));
}

TEST_F(PoolTest, ACancelledJobStopsWhileItIsAnalysed) {
  const auto id = submit(clip(120));
  start();
  ASSERT_TRUE(comes([&] { return job(id).progress > 0; }));
  ASSERT_TRUE(store_->jobs().remove(kAda, id));
  EXPECT_TRUE(comes([&] { return pool_->counts().lost == 1 && pool_->counts().running == 0; }));
  const auto next = submit(clip(1));
  EXPECT_TRUE(comes_to(next, JobState::kSuccess)) << "the worker is free again";
}

TEST_F(PoolTest, ACancelledJobStopsWhileItIsFetched) {
  LoopbackServer silent([](auto& client, const auto&) { LoopbackServer::wait_for_end(client); });
  const auto id = submit(silent.url("/a.mp4"));
  start();
  ASSERT_TRUE(comes([&] { return silent.connections() == 1; }));
  ASSERT_TRUE(store_->jobs().remove(kAda, id));
  EXPECT_TRUE(comes([&] { return pool_->counts().lost == 1 && pool_->counts().running == 0; }));
}

TEST_F(PoolTest, SlowServersOfOneUserBlockNobodyElse) {
  LoopbackServer silent([](auto& client, const auto&) { LoopbackServer::wait_for_end(client); });
  options_.workers = 1;
  options_.patience = 100ms;
  std::vector<std::string> slow;
  for (int i = 0; i < 2; ++i) slow.push_back(submit(silent.url("/a.mp4")));
  start();
  ASSERT_TRUE(comes([&] { return silent.connections() == 2; }));
  const auto own = submit_for(kBob, clip(1));
  EXPECT_TRUE(comes([&] { return store_->jobs().find(kBob, own).value().state == JobState::kSuccess; }));
  for (const auto& id : slow) EXPECT_EQ(job(id).state, JobState::kProcessing);
}

TEST_F(PoolTest, FetchesOfOneUserAreLimited) {
  LoopbackServer silent([](auto& client, const auto&) { LoopbackServer::wait_for_end(client); });
  options_.workers = 4;
  options_.user_fetches = 1;
  for (int i = 0; i < 2; ++i) submit(silent.url("/a.mp4"));
  start();
  ASSERT_TRUE(comes([&] { return silent.connections() == 1; }));
  const auto bobs = submit_for(kBob, silent.url("/b.mp4"));
  EXPECT_TRUE(comes([&] { return silent.connections() == 2; }));
  EXPECT_EQ(store_->jobs().find(kBob, bobs).value().state, JobState::kProcessing);
}

TEST_F(PoolTest, AStopGivesTheJobBackWithoutAFailure) {
  LoopbackServer silent([](auto& client, const auto&) { LoopbackServer::wait_for_end(client); });
  const auto analysed = submit(clip(120));
  const auto fetched = submit(silent.url("/a.mp4"));
  options_.workers = 2;
  start();
  ASSERT_TRUE(comes([&] { return job(analysed).progress > 0 && silent.connections() == 1; }));
  const auto began = std::chrono::steady_clock::now();
  pool_.reset();
  EXPECT_LT(std::chrono::steady_clock::now() - began, 10s);
  for (const auto& id : {analysed, fetched}) {
    EXPECT_EQ(job(id).state, JobState::kSubmitted);
    EXPECT_EQ(job(id).failures, 0);
  }
  EXPECT_TRUE(children().empty());
}

TEST_F(PoolTest, ResultsOfALostLeaseAreDropped) {
  LoopbackServer silent([](auto& client, const auto&) { LoopbackServer::wait_for_end(client); });
  const auto id = submit(silent.url("/a.mp4"));
  options_.lease = 600ms;
  start();
  ASSERT_TRUE(comes([&] { return silent.connections() == 1; }));
  // Another process takes the job away: its clock says that the lease has ended.
  class Later final : public Clock {
    Time now() const override { return system_clock().now() + 1h; }
  } later;
  const auto other = jobs::open_store({url_, retry_, &later}).value();
  ASSERT_EQ(other->jobs().recover(10).value().tried_again, 1);
  EXPECT_TRUE(comes([&] { return pool_->counts().lost == 1; }));
  EXPECT_EQ(pool_->counts().failed, 0);
}

TEST_F(PoolTest, HeartbeatsKeepALongJob) {
  options_.lease = 900ms;
  const auto id = submit(clip(60));
  start();
  ASSERT_TRUE(comes_to(id, JobState::kSuccess));
  EXPECT_EQ(job(id).attempt, 1);
  EXPECT_EQ(store_->jobs().recover(10).value().tried_again, 0);
}

TEST_F(PoolTest, AnIdleProcessEnds) {
  options_.keep_warm = 200ms;
  const auto id = submit(clip(1));
  start();
  ASSERT_TRUE(comes_to(id, JobState::kSuccess));
  EXPECT_TRUE(comes([] { return children().empty(); }));
  const auto next = submit(clip(1));
  EXPECT_TRUE(comes_to(next, JobState::kSuccess)) << "another one is started";
}

}  // namespace
}  // namespace smarttag::worker
