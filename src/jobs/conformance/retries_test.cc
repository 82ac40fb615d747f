// What becomes of attempts that fail, are lost, or take too long.
#include "jobs/conformance/store_test.h"

namespace smarttag::jobs {
namespace {

class Retries : public StoreTest {};

Error away() { return {ErrorKind::kInputUnreachable, {"cannot be reached"}, {"connect: timed out"}}; }

TEST_P(Retries, AreNotMadeOfBadInput) {
  const auto id = submit(spec(pipeline()));
  EXPECT_EQ(
      must(store_->jobs().fail(claim()->claim, {ErrorKind::kInputUnreadable, {"not media"}, {"probe"}})),
      AfterFailure::kFailed);
  const Job failed = job(id);
  EXPECT_EQ(failed.state, JobState::kFail);
  EXPECT_EQ(failed.finished, clock_.now());
  ASSERT_TRUE(failed.error);
  EXPECT_EQ(failed.error->kind, ErrorKind::kInputUnreadable);
  EXPECT_EQ(failed.error->client.text, "not media");
  EXPECT_EQ(failed.error->log.text, "probe");
  EXPECT_EQ(told(id), "Processing Fail");
  EXPECT_TRUE(must(store_->results().outcome(kAda, id)).results.empty());
}

TEST_P(Retries, WaitBeforeTheyStart) {
  const auto id = submit(spec(pipeline()));
  EXPECT_EQ(must(store_->jobs().fail(claim()->claim, away())), AfterFailure::kTriesAgain);
  const Job waiting = job(id);
  EXPECT_EQ(waiting.state, JobState::kSubmitted);
  EXPECT_EQ(waiting.failures, 1);
  ASSERT_TRUE(waiting.next_try && waiting.error);
  EXPECT_GE(*waiting.next_try, clock_.now() + retry_.first_wait / 2);
  EXPECT_LE(*waiting.next_try, clock_.now() + retry_.first_wait);
  EXPECT_EQ(claimed(), "");
  clock_.turn(*waiting.next_try - clock_.now() - milliseconds{1});
  EXPECT_EQ(claimed(), "");
  clock_.turn(milliseconds{1});
  EXPECT_EQ(claimed(), id);
  EXPECT_FALSE(job(id).next_try);
  EXPECT_EQ(told(id), "Processing Submitted Processing");
}

TEST_P(Retries, ThatWaitDoNotHoldUpOthers) {
  const auto there = pipeline(6, 1);
  submit(spec(there, 10));
  must(store_->jobs().fail(claim()->claim, away()));
  const auto other = submit(spec(there, 1));
  EXPECT_EQ(claimed(), other);
}

TEST_P(Retries, EndAfterTheLastAllowedFailure) {
  const auto id = submit(spec(pipeline()));
  for (int failure = 1; failure < retry_.most_failures; ++failure) {
    ASSERT_EQ(must(store_->jobs().fail(claim()->claim, away())), AfterFailure::kTriesAgain);
    clock_.turn(retry_.longest_wait);
  }
  EXPECT_EQ(must(store_->jobs().fail(claim()->claim, away())), AfterFailure::kFailed);
  EXPECT_EQ(job(id).state, JobState::kFail);
  EXPECT_EQ(job(id).failures, retry_.most_failures);
  EXPECT_EQ(job(id).error->client.text, "cannot be reached");
  clock_.turn(minutes{60});
  EXPECT_EQ(claimed(), "");
}

TEST_P(Retries, ThatSucceedLeaveNoError) {
  const auto id = submit(spec(pipeline()));
  must(store_->jobs().fail(claim()->claim, away()));
  clock_.turn(retry_.longest_wait);
  must(store_->jobs().finish(claim()->claim, {}));
  EXPECT_FALSE(job(id).error);
  EXPECT_EQ(job(id).failures, 1);
}

TEST_P(Retries, SurviveARestart) {
  const auto id = submit(spec(pipeline()));
  must(store_->jobs().fail(claim()->claim, away()));
  reopen();
  EXPECT_EQ(claimed(), "");
  clock_.turn(retry_.longest_wait);
  EXPECT_EQ(claimed(), id);
}

TEST_P(Retries, JobThatKillsItsServerCountsAsOneFailedAttempt) {
  const auto id = submit(spec(pipeline()));
  for (int attempt = 1; attempt < retry_.most_failures; ++attempt) {
    ASSERT_TRUE(claim());
    reopen();
    clock_.turn(kLease);
    EXPECT_EQ(must(store_->jobs().recover(10)).tried_again, 1);
    EXPECT_EQ(job(id).failures, attempt);
    clock_.turn(retry_.longest_wait);
  }
  ASSERT_TRUE(claim());
  clock_.turn(kLease);
  EXPECT_EQ(must(store_->jobs().recover(10)).failed, 1);
  EXPECT_EQ(job(id).attempt, retry_.most_failures);
  EXPECT_EQ(job(id).error->kind, ErrorKind::kAnalysisCrashed);
}

TEST_P(Retries, OfManyOrphansAreMadeInSteps) {
  const auto there = pipeline();
  for (int i = 0; i < 5; ++i) submit(spec(there));
  while (claim()) {
  }
  clock_.turn(kLease);
  EXPECT_EQ(must(store_->jobs().recover(3)).tried_again, 3);
  EXPECT_EQ(must(store_->jobs().recover(3)).tried_again, 2);
  EXPECT_EQ(must(store_->jobs().recover(3)).tried_again, 0);
}

TEST_P(Retries, AreNotMadeOfALongJobWhoseHeartbeatGoesOn) {
  submit(spec(pipeline()));
  const auto taken = claim().value();
  for (int hour = 0; hour < 24; ++hour) {
    must(store_->jobs().heartbeat(taken.claim, 0, "", minutes{61}));
    clock_.turn(minutes{60});
    EXPECT_EQ(must(store_->jobs().recover(10)).failed, 0);
  }
}

TEST_P(Retries, OfARemovedJobAreNone) {
  const auto id = submit(spec(pipeline()));
  must(store_->jobs().fail(claim()->claim, away()));
  must(store_->jobs().remove(kAda, id));
  clock_.turn(retry_.longest_wait);
  EXPECT_EQ(claimed(), "");
  EXPECT_EQ(told(id), "Processing Submitted Fail");
}

INSTANTIATE_TEST_SUITE_P(Stores, Retries, ::testing::ValuesIn(store_patterns()), name_of_kind);

}  // namespace
}  // namespace smarttag::jobs
