// Which job is next, and what a claim is worth.
#include <set>

#include <algorithm>
#include <map>

#include "jobs/conformance/store_test.h"

namespace smarttag::jobs {
namespace {

class Claims : public StoreTest {};

TEST_P(Claims, TakeTheOldestOfTheHighestPriority) {
  const auto there = pipeline();
  const auto low = submit(spec(there, 1));
  const auto first = submit(spec(there, 6));
  const auto second = submit(spec(there, 6));
  const auto high = submit(spec(there, 10));
  EXPECT_EQ(claimed(), high);
  EXPECT_EQ(claimed(), first);
  EXPECT_EQ(claimed(), second);
  EXPECT_EQ(claimed(), low);
  EXPECT_EQ(claimed(), "");
}

TEST_P(Claims, TakeThePipelineOfTheHighestPriorityFirst) {
  const auto slow = submit(spec(pipeline(1), 10));
  const auto fast = submit(spec(pipeline(10), 1));
  EXPECT_EQ(claimed(), fast);
  EXPECT_EQ(claimed(), slow);
}

TEST_P(Claims, TakePipelinesOfOnePriorityInTurn) {
  const auto a = pipeline();
  const auto b = pipeline();
  std::multiset<std::string> pipelines;
  for (int i = 0; i < 4; ++i) submit(spec(a));
  for (int i = 0; i < 2; ++i) submit(spec(b));
  for (int i = 0; i < 4; ++i) pipelines.insert(claim()->job.spec.pipeline);
  EXPECT_EQ(pipelines.count(a), 2u);
  EXPECT_EQ(pipelines.count(b), 2u);
}

TEST_P(Claims, NeverExceedTheConcurrencyOfAPipeline) {
  const auto two = pipeline(6, 2);
  for (int i = 0; i < 3; ++i) submit(spec(two));
  const auto a = claim().value();
  claim().value();
  EXPECT_FALSE(claim());
  must(store_->jobs().finish(a.claim, {}));
  EXPECT_TRUE(claim());
  EXPECT_FALSE(claim());
}

// A worker looks again at every change: one that finds nothing to start must not make the next change.
TEST_P(Claims, ThatFindNothingToStartChangeNothing) {
  const auto full = pipeline(6, 1);
  submit(spec(full));
  submit(spec(full));
  ASSERT_TRUE(claim());
  const auto seen = store_->changes().seen();
  EXPECT_FALSE(claim());
  EXPECT_EQ(store_->changes().seen(), seen);
}

TEST_P(Claims, OfAFullPipelineLeaveTheOthersAlone) {
  const auto full = pipeline(10, 1);
  submit(spec(full));
  submit(spec(full));
  const auto other = submit(spec(pipeline(1, 1)));
  EXPECT_EQ(claim()->job.spec.pipeline, full);
  EXPECT_EQ(claimed(), other);
  EXPECT_EQ(claimed(), "");
}

TEST_P(Claims, StartNothingOfAPausedPipeline) {
  const auto there = pipeline();
  const auto id = submit(spec(there));
  PipelineChange change;
  change.paused = true;
  must(store_->pipelines().update(kAda, there, change));
  EXPECT_EQ(claimed(), "");
  submit(spec(there));
  change.paused = false;
  must(store_->pipelines().update(kAda, there, change));
  EXPECT_EQ(claimed(), id);
}

TEST_P(Claims, MakeTheJobProcessing) {
  const auto id = submit(spec(pipeline()));
  clock_.turn(seconds{5});
  const auto taken = claim().value();
  EXPECT_EQ(taken.claim.attempt, 1);
  EXPECT_EQ(taken.until, clock_.now() + kLease);
  const Job now = job(id);
  EXPECT_EQ(now.state, JobState::kProcessing);
  EXPECT_EQ(now.started, clock_.now());
  EXPECT_EQ(now.modified, clock_.now());
  EXPECT_EQ(now.worker, "worker");
  EXPECT_EQ(told(id), "Processing");
}

TEST_P(Claims, KeepProgressByHeartbeats) {
  const auto id = submit(spec(pipeline()));
  const auto taken = claim().value();
  EXPECT_EQ(must(store_->jobs().heartbeat(taken.claim, 0.25, "speech", kLease)), Standing::kHeld);
  EXPECT_DOUBLE_EQ(job(id).progress, 0.25);
  EXPECT_EQ(job(id).stage, "speech");
}

TEST_P(Claims, LiveAsLongAsHeartbeatsCome) {
  const auto id = submit(spec(pipeline()));
  const auto taken = claim().value();
  for (int i = 0; i < 5; ++i) {
    clock_.turn(kLease - milliseconds{1});
    EXPECT_EQ(must(store_->jobs().recover(10)).tried_again, 0);
    EXPECT_EQ(must(store_->jobs().heartbeat(taken.claim, 0, "", kLease)), Standing::kHeld);
  }
  clock_.turn(kLease);
  EXPECT_EQ(must(store_->jobs().recover(10)).tried_again, 1);
  EXPECT_EQ(must(store_->jobs().heartbeat(taken.claim, 0, "", kLease)), Standing::kLost);
  EXPECT_EQ(job(id).state, JobState::kSubmitted);
}

TEST_P(Claims, ThatEndInSuccessKeepResultsAndUsages) {
  const auto id = submit(spec(pipeline()));
  const auto taken = claim().value();
  clock_.turn(seconds{9});
  Outcome made =
      testing::kept(*store_, {{"ASR", R"({"details":[]})"}, {"OCR", "{}"}}, {{"video", 12}, {"audio", 13}},
                    {{"subtitles.srt", "1\n00:00\nhello 你好\n"}, {"empty.srt", ""}});
  made.remarks = {"The end of the file is missing.", "A track was left out."};
  EXPECT_EQ(must(store_->jobs().finish(taken.claim, made)), Standing::kHeld);
  reopen();
  const Job done = job(id);
  EXPECT_EQ(done.state, JobState::kSuccess);
  EXPECT_EQ(done.finished, clock_.now());
  EXPECT_DOUBLE_EQ(done.progress, 1);
  const auto kept = must(store_->results().outcome(kAda, id));
  ASSERT_EQ(kept.results.size(), 2u);
  EXPECT_EQ(kept.results.at(0).type, "ASR");
  EXPECT_EQ(testing::text_of(*store_, kept.results.at(0).part), R"({"details":[]})");
  EXPECT_EQ(kept.results.at(0).revision, 1);
  EXPECT_EQ(kept.results.at(0).source, ResultSource::kAuto);
  EXPECT_EQ(kept.results.at(0).created, clock_.now());
  EXPECT_EQ(kept.results.at(1).type, "OCR");
  ASSERT_EQ(kept.usages.size(), 2u);
  EXPECT_EQ(kept.usages.at(1).type, "audio");
  EXPECT_EQ(kept.usages.at(1).quota, 13);
  EXPECT_EQ(kept.remarks, made.remarks);
  ASSERT_EQ(kept.files.size(), 2u);
  EXPECT_EQ(kept.files.at(0).name, "subtitles.srt");
  EXPECT_EQ(testing::text_of(*store_, kept.files.at(0).part), "1\n00:00\nhello 你好\n");
  EXPECT_EQ(testing::text_of(*store_, kept.files.at(1).part), "");
  EXPECT_EQ(told(id), "Processing Success");
}

TEST_P(Claims, KeepNoResultsOfAnOutcomeThatCannotBeKeptWhole) {
  const auto id = submit(spec(pipeline()));
  const auto taken = claim().value();
  EXPECT_FALSE(store_->jobs().finish(
      taken.claim, testing::kept(*store_, {{"ASR", "{}"}}, {}, {{"a.srt", "1"}, {"a.srt", "2"}})));
  EXPECT_EQ(job(id).state, JobState::kProcessing);
  EXPECT_EQ(
      must(store_->jobs().finish(taken.claim, testing::kept(*store_, {{"ASR", "{}"}}, {}, {{"a.srt", "1"}}))),
      Standing::kHeld);
  EXPECT_EQ(must(store_->results().outcome(kAda, id)).files.size(), 1u);
}

TEST_P(Claims, KeepNoResultsThatLieInSeveralBlobs) {
  const auto id = submit(spec(pipeline()));
  const auto taken = claim().value();
  auto made = testing::kept(*store_, {{"ASR", "{}"}, {"OCR", "{}"}});
  made.results.at(1).part.blob = "another";
  EXPECT_EQ(kind_of_error(store_->jobs().finish(taken.claim, made)), ErrorKind::kInternal);
  EXPECT_EQ(job(id).state, JobState::kProcessing);
}

TEST_P(Claims, LetTheFilesOfAJobBeFoundByItsOwnerAlone) {
  const auto id = submit(spec(pipeline()));
  auto made = testing::kept(*store_, {{"ASR", "{}"}}, {}, {{"a.srt", "1"}, {"b.srt", "two"}});
  made.facts = made.files.at(0).part;
  must(store_->jobs().finish(claim()->claim, made));
  EXPECT_EQ(testing::text_of(*store_, must(store_->results().file(kAda, id, "b.srt"))), "two");
  EXPECT_EQ(kind_of_error(store_->results().file(kBob, id, "b.srt")), ErrorKind::kNotFound);
  EXPECT_EQ(kind_of_error(store_->results().file(kAda, id, "c.srt")), ErrorKind::kNotFound);
  EXPECT_EQ(kind_of_error(store_->results().file(kAda, id, "facts")), ErrorKind::kNotFound) << "no file";
  EXPECT_EQ(testing::text_of(*store_, *must(store_->results().outcome(kAda, id)).facts), "1");
}

TEST_P(Claims, AreWorthNothingOnceTheJobIsFinished) {
  const auto id = submit(spec(pipeline()));
  const auto taken = claim().value();
  must(store_->jobs().finish(taken.claim, testing::kept(*store_, {{"ASR", "first"}})));
  EXPECT_EQ(must(store_->jobs().finish(taken.claim, testing::kept(*store_, {{"ASR", "second"}}))),
            Standing::kLost);
  EXPECT_EQ(must(store_->jobs().fail(taken.claim, {ErrorKind::kAnalysisFailed, {"x"}})), AfterFailure::kLost);
  EXPECT_EQ(must(store_->jobs().release(taken.claim)), Standing::kLost);
  EXPECT_EQ(must(store_->jobs().heartbeat(taken.claim, 0, "", kLease)), Standing::kLost);
  const auto kept = must(store_->results().outcome(kAda, id));
  ASSERT_EQ(kept.results.size(), 1u);
  EXPECT_EQ(testing::text_of(*store_, kept.results.at(0).part), "first");
  EXPECT_EQ(told(id), "Processing Success");
}

TEST_P(Claims, MustMatchInEveryPart) {
  submit(spec(pipeline()));
  const auto taken = claim().value();
  for (const Claim& wrong : {Claim{"other", taken.claim.attempt, taken.claim.lease},
                             Claim{taken.claim.job, taken.claim.attempt + 1, taken.claim.lease},
                             Claim{taken.claim.job, taken.claim.attempt, taken.claim.lease + 1}}) {
    EXPECT_EQ(must(store_->jobs().heartbeat(wrong, 0, "", kLease)), Standing::kLost);
    EXPECT_EQ(must(store_->jobs().finish(wrong, {})), Standing::kLost);
    EXPECT_EQ(must(store_->jobs().fail(wrong, {ErrorKind::kInternal, {"x"}})), AfterFailure::kLost);
    EXPECT_EQ(must(store_->jobs().release(wrong)), Standing::kLost);
  }
  EXPECT_EQ(must(store_->jobs().heartbeat(taken.claim, 0, "", kLease)), Standing::kHeld);
}

TEST_P(Claims, OfAWorkerThatWasTooSlowAreLostToTheNext) {
  const auto id = submit(spec(pipeline()));
  const auto slow = claim().value();
  clock_.turn(kLease);
  must(store_->jobs().recover(10));
  clock_.turn(minutes{10});
  const auto next = claim().value();
  ASSERT_EQ(next.job.id, id);
  EXPECT_EQ(next.claim.attempt, 2);
  EXPECT_EQ(must(store_->jobs().finish(slow.claim, testing::kept(*store_, {{"ASR", "slow"}}))),
            Standing::kLost);
  EXPECT_EQ(must(store_->jobs().finish(next.claim, testing::kept(*store_, {{"ASR", "next"}}))),
            Standing::kHeld);
  EXPECT_EQ(testing::text_of(*store_, must(store_->results().outcome(kAda, id)).results.at(0).part), "next");
  EXPECT_EQ(told(id), "Processing Submitted Processing Success");
}

TEST_P(Claims, ThatAreReleasedPutTheJobBackWithoutAFailure) {
  const auto there = pipeline();
  const auto id = submit(spec(there));
  submit(spec(there));
  for (int i = 1; i <= 10; ++i) {
    const auto taken = claim().value();
    ASSERT_EQ(taken.job.id, id);
    EXPECT_EQ(taken.claim.attempt, i);
    EXPECT_EQ(must(store_->jobs().release(taken.claim)), Standing::kHeld);
  }
  EXPECT_EQ(job(id).failures, 0);
  EXPECT_EQ(job(id).state, JobState::kSubmitted);
}

TEST_P(Claims, AreSharedFairlyBetweenUsersWhateverTheirPriorities) {
  const auto of_ada = pipeline(10);
  const auto of_bob = pipeline(1, 100, kBob);
  for (int i = 0; i < 4; ++i) submit(spec(of_ada, 10));
  auto of_bobs = spec(of_bob, 1);
  of_bobs.owner = kBob;
  for (int i = 0; i < 4; ++i) submit(of_bobs);
  std::map<UserId, int> working;
  for (int i = 0; i < 4; ++i) ++working[claim().value().job.spec.owner];
  EXPECT_EQ(working[kAda], 2);
  EXPECT_EQ(working[kBob], 2);
}

TEST_P(Claims, OfOneWorkerGoFromUserToUser) {
  const auto of_ada = pipeline(10);
  const auto of_bob = pipeline(1, 100, kBob);
  for (int i = 0; i < 6; ++i) submit(spec(of_ada, 10));
  auto of_bobs = spec(of_bob, 1);
  of_bobs.owner = kBob;
  for (int i = 0; i < 2; ++i) submit(of_bobs);
  std::vector<UserId> order;
  while (const auto taken = claim()) {
    order.push_back(taken->job.spec.owner);
    must(store_->jobs().finish(taken->claim, {}));
  }
  ASSERT_EQ(order.size(), 8u);
  EXPECT_EQ(std::count(order.begin(), order.begin() + 4, kBob), 2)
      << "waits for no more than one of the other's";
}

INSTANTIATE_TEST_SUITE_P(Stores, Claims, ::testing::ValuesIn(store_patterns()), name_of_kind);

}  // namespace
}  // namespace smarttag::jobs
