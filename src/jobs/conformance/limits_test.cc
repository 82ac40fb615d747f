// What one user may take of the service, and how the workers are divided between users.
#include <map>

#include "jobs/conformance/store_test.h"

namespace smarttag::jobs {
namespace {

class Limits : public StoreTest {
 protected:
  User user(const std::string& name, const UserLimits& limits) {
    const auto made = must(store_->accounts().create_user(name, "[]"));
    return must(store_->accounts().set_limits(made.id, limits));
  }

  std::string submit_for(UserId owner, const std::string& pipeline) {
    JobSpec job = spec(pipeline);
    job.owner = owner;
    return submit(job);
  }
};

TEST_P(Limits, OfJobsCountWhatIsNotFinished) {
  const auto ada = user("ada", {2, {}, {}, 1});
  const auto there = pipeline(6, 100, ada.id);
  submit_for(ada.id, there);
  submit_for(ada.id, there);
  JobSpec third = spec(there);
  third.owner = ada.id;
  EXPECT_EQ(kind_of_error(store_->jobs().submit(third)), ErrorKind::kQuotaExceeded);
  must(store_->jobs().finish(claim()->claim, {}));
  EXPECT_TRUE(store_->jobs().submit(third));
  EXPECT_EQ(kind_of_error(store_->jobs().submit(third)), ErrorKind::kQuotaExceeded);
}

TEST_P(Limits, OfBytesCountResultsUntilTheirJobsAreDeleted) {
  const auto ada = user("ada", {{}, {}, 100, 1});
  const auto bob = user("bob", {});
  const auto there = pipeline(6, 100, ada.id);
  JobSpec job = spec(there);
  job.owner = ada.id;
  const auto first = submit(job);
  must(store_->jobs().finish(claim()->claim, testing::kept(*store_, {{"OCR", std::string(120, 'x')}})));
  EXPECT_EQ(kind_of_error(store_->jobs().submit(job)), ErrorKind::kQuotaExceeded);
  submit_for(bob.id, pipeline(6, 100, bob.id));
  must(store_->jobs().remove(ada.id, first));
  EXPECT_TRUE(store_->jobs().submit(job));
}

TEST_P(Limits, OfBytesMoveWithJobsThatAreHandedOver) {
  const auto ada = user("ada", {});
  const auto bob = user("bob", {{}, {}, 100, 1});
  const auto bobs = pipeline(6, 100, bob.id);
  submit_for(ada.id, pipeline(6, 100, ada.id));
  must(store_->jobs().finish(claim()->claim, testing::kept(*store_, {{"OCR", std::string(120, 'x')}})));
  submit_for(bob.id, bobs);
  must(store_->accounts().hand_over(ada.id, bob.id));
  JobSpec job = spec(bobs);
  job.owner = bob.id;
  EXPECT_EQ(kind_of_error(store_->jobs().submit(job)), ErrorKind::kQuotaExceeded);
}

TEST_P(Limits, OfOneUserDoNotHoldForAnother) {
  const auto ada = user("ada", {1, 1, {}, 1});
  const auto bob = user("bob", {});
  const auto adas = pipeline(6, 100, ada.id);
  const auto bobs = pipeline(6, 100, bob.id);
  submit_for(ada.id, adas);
  for (int i = 0; i < 3; ++i) submit_for(bob.id, bobs);
  for (int i = 0; i < 4; ++i) EXPECT_TRUE(claim());
}

TEST_P(Limits, StoreDefaultsApplyWithoutUserLimits) {
  store_.reset();
  StoreOptions options{url_, retry_, time_};
  options.limits.jobs = 1;
  store_ = must(open_store(options));
  const auto there = pipeline();
  submit(spec(there));
  EXPECT_EQ(kind_of_error(store_->jobs().submit(spec(there))), ErrorKind::kQuotaExceeded);
  const auto ada = user("ada", {0, {}, {}, 1});  // 0: any number
  const auto adas = pipeline(6, 100, ada.id);
  for (int i = 0; i < 3; ++i) submit_for(ada.id, adas);
}

TEST_P(Limits, OfAnalysesHoldOverAllPipelines) {
  const auto ada = user("ada", {{}, 2, {}, 1});
  for (int i = 0; i < 3; ++i) submit_for(ada.id, pipeline(6, 100, ada.id));
  const auto first = claim().value();
  EXPECT_TRUE(claim());
  EXPECT_FALSE(claim());
  must(store_->jobs().finish(first.claim, {}));
  EXPECT_TRUE(claim());
}

TEST_P(Limits, WorkersAreSharedByWeight) {
  const auto ada = user("ada", {{}, {}, {}, 3});
  const auto bob = user("bob", {});
  const auto adas = pipeline(6, 100, ada.id);
  const auto bobs = pipeline(6, 100, bob.id);
  for (int i = 0; i < 20; ++i) {
    submit_for(ada.id, adas);
    submit_for(bob.id, bobs);
  }
  std::map<UserId, int> started;
  for (int i = 0; i < 12; ++i) ++started[claim()->job.spec.owner];
  EXPECT_EQ(started[ada.id], 9);
  EXPECT_EQ(started[bob.id], 3);
}

TEST_P(Limits, ClaimSkipsExcludedUsers) {
  const auto first = submit(spec(pipeline()));
  JobSpec of_bob = spec(pipeline(6, 100, kBob));
  of_bob.owner = kBob;
  const auto second = submit(of_bob);
  EXPECT_EQ(must(store_->jobs().claim("w", kLease, {kAda}))->job.id, second);
  EXPECT_FALSE(must(store_->jobs().claim("w", kLease, {kAda, kBob})));
  EXPECT_EQ(must(store_->jobs().claim("w", kLease))->job.id, first);
}

TEST_P(Limits, TheOldestWaitingJobIsKnown) {
  EXPECT_EQ(must(store_->jobs().oldest_waiting()), std::nullopt);
  const auto there = pipeline();
  const auto paused = pipeline();
  PipelineChange pause;
  pause.paused = true;
  must(store_->pipelines().update(kAda, paused, pause));
  submit(spec(paused));
  EXPECT_EQ(must(store_->jobs().oldest_waiting()), std::nullopt) << "nobody waits for a paused pipeline";
  const auto since = clock_.now();
  submit(spec(there));
  clock_.turn(minutes{5});
  submit(spec(there));
  EXPECT_EQ(must(store_->jobs().oldest_waiting()), since);
  claim();
  EXPECT_EQ(must(store_->jobs().oldest_waiting()), since + minutes{5});
}

INSTANTIATE_TEST_SUITE_P(Stores, Limits, ::testing::ValuesIn(store_patterns()), name_of_kind);

}  // namespace
}  // namespace smarttag::jobs
