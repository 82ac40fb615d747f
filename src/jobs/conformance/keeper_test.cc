// Orphans are found and old jobs forgotten without anybody asking.
#include "jobs/keeper.h"

#include "jobs/conformance/store_test.h"

namespace smarttag::jobs {
namespace {

class KeeperTest : public StoreTest {
 protected:
  static constexpr std::chrono::hours kRetention{24 * 180};

  void finish_jobs(int count) {
    const auto there = pipeline();
    for (int i = 0; i < count; ++i) submit(spec(there));
    for (int i = 0; i < count; ++i) must(store_->jobs().finish(claim()->claim, {}));
  }
};

TEST_P(KeeperTest, ForgetsAfterTheRetentionAndNoSooner) {
  finish_jobs(2);
  clock_.turn(kRetention);
  const auto early = must(keep(*store_, clock_.now(), kRetention));
  EXPECT_EQ(early.jobs + early.events, 0);
  clock_.turn(milliseconds{1});
  const auto kept = must(keep(*store_, clock_.now(), kRetention));
  EXPECT_EQ(kept.jobs, 2);
  EXPECT_EQ(kept.events, 4);
  EXPECT_FALSE(kept.more);
  EXPECT_EQ(must(store_->jobs().list({}, {})).total, 0);
}

TEST_P(KeeperTest, GoesInSteps) {
  finish_jobs(3);
  clock_.turn(kRetention + milliseconds{1});
  const auto first = must(keep(*store_, clock_.now(), kRetention, 2));
  EXPECT_EQ(first.jobs, 2);
  EXPECT_TRUE(first.more);
  int rounds = 1;
  while (must(keep(*store_, clock_.now(), kRetention, 2)).more) ++rounds;
  EXPECT_EQ(rounds, 3);
  EXPECT_EQ(must(store_->jobs().list({}, {})).total, 0);
}

TEST_P(KeeperTest, RemovesTheBlobsOfJobsThatAreForgotten) {
  submit(spec(pipeline()));
  must(store_->jobs().finish(claim()->claim, testing::kept(*store_, {{"ASR", "{}"}})));
  ASSERT_EQ(must(store_->blobs().list({}, 10)).size(), 1u);
  EXPECT_EQ(must(keep(*store_, clock_.now(), kRetention)).blobs, 0);
  clock_.turn(kRetention + milliseconds{1});
  EXPECT_EQ(must(keep(*store_, clock_.now(), kRetention)).blobs, 1);
  EXPECT_TRUE(must(store_->blobs().list({}, 10)).empty());
  EXPECT_EQ(must(keep(*store_, clock_.now(), kRetention)).blobs, 0);
}

TEST_P(KeeperTest, RemovesTheBlobsOfAUserWhoIsRemoved) {
  const auto carl = must(store_->accounts().create_user("carl", "[]")).id;
  auto of_carl = spec(pipeline(6, 100, carl));
  of_carl.owner = carl;
  submit(of_carl);
  must(store_->jobs().finish(claim()->claim, testing::kept(*store_, {{"ASR", "{}"}})));
  must(store_->accounts().remove_user(carl));
  EXPECT_EQ(must(keep(*store_, clock_.now(), kRetention)).blobs, 1);
  EXPECT_TRUE(must(store_->blobs().list({}, 10)).empty());
}

// What a worker leaves that is killed between the blob and the transaction.
TEST_P(KeeperTest, SweepsBlobsThatNoJobRefersTo) {
  submit(spec(pipeline()));
  must(store_->jobs().finish(claim()->claim, testing::kept(*store_, {{"ASR", "{}"}})));
  const auto referred = must(store_->blobs().list({}, 10)).at(0);
  for (const auto* name : {"abandoned-1", "zz-abandoned"})
    must(store_->blobs().put(name, blobs::content_of("half")));
  EXPECT_EQ(must(sweep_blobs(*store_, referred.written - seconds{10})), 0) << "they may still be referred to";
  EXPECT_EQ(must(sweep_blobs(*store_, referred.written + minutes{1})), 2);
  const auto left = must(store_->blobs().list({}, 10));
  ASSERT_EQ(left.size(), 1u);
  EXPECT_EQ(left.at(0).name, referred.name);
}

TEST_P(KeeperTest, FindsOrphansByItself) {
  const auto id = submit(spec(pipeline()));
  claim();
  clock_.turn(kLease);
  const auto seen = store_->changes().seen();
  const Keeper keeper{*store_, clock_, kRetention};
  store_->changes().wait_past(seen, minutes{1});
  EXPECT_EQ(job(id).state, JobState::kSubmitted);
}

INSTANTIATE_TEST_SUITE_P(Stores, KeeperTest, ::testing::ValuesIn(store_patterns()), name_of_kind);

}  // namespace
}  // namespace smarttag::jobs
