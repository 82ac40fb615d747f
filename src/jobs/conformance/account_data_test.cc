// What becomes of a user's data when it is erased or handed over.
#include "jobs/conformance/store_test.h"

namespace smarttag::jobs {
namespace {

class AccountData : public StoreTest {
 protected:
  UserId user(const std::string& name) { return must(store_->accounts().create_user(name, "[]")).id; }

  std::string submit_for(UserId owner) {
    JobSpec job = spec(must(store_->pipelines().standard(owner)).id);
    job.owner = owner;
    return submit(job);
  }

  std::string media_of(UserId owner, const std::string& url) {
    MediaSpec medium;
    medium.owner = owner;
    medium.input_url = url;
    return must(store_->media().put(medium, false)).id;
  }

  std::string library_of(UserId owner) {
    Library library;
    library.owner = owner;
    library.algorithm = "face";
    library.name = "people";
    return must(store_->libraries().create(library)).id;
  }
};

TEST_P(AccountData, ErasingLeavesTheAccount) {
  const auto ada = user("ada");
  const auto key = must(store_->accounts().create_key(ada, "")).key.id;
  const auto id = submit_for(ada);
  const auto running = claim().value();
  media_of(ada, "http://h/a.mp4");
  library_of(ada);
  must(store_->accounts().erase_data(ada));
  EXPECT_EQ(kind_of_error(store_->jobs().find(ada, id)), ErrorKind::kNotFound);
  EXPECT_EQ(must(store_->jobs().heartbeat(running.claim, 0.5, "", kLease)), Standing::kLost);
  EXPECT_TRUE(must(store_->jobs().counts()).empty());
  MediaFilter of_ada;
  of_ada.owner = ada;
  EXPECT_TRUE(must(store_->media().list(of_ada, {})).items.empty());
  EXPECT_TRUE(store_->accounts().credential(key));
  EXPECT_TRUE(claim() == std::nullopt);
  submit_for(ada);
  EXPECT_TRUE(claim());
  EXPECT_EQ(kind_of_error(store_->accounts().erase_data(99)), ErrorKind::kNotFound);
}

TEST_P(AccountData, HandOverKeepsJobsRunning) {
  const auto ada = user("ada");
  const auto bob = user("bob");
  submit_for(bob);
  EXPECT_TRUE(claim());  // of two users that wait, either may come first
  const auto id = submit_for(ada);
  const auto running = claim();
  const auto waiting = submit_for(ada);
  const auto shared = media_of(ada, "http://h/both.mp4");
  const auto bobs = media_of(bob, "http://h/both.mp4");
  const auto own = media_of(ada, "http://h/a.mp4");
  const auto library = library_of(ada);
  must(store_->accounts().hand_over(ada, bob));
  EXPECT_EQ(kind_of_error(store_->accounts().find_user("ada")), ErrorKind::kNotFound);
  EXPECT_EQ(must(store_->jobs().find(bob, id)).state, JobState::kProcessing);
  EXPECT_EQ(must(store_->jobs().finish(running->claim, {})), Standing::kHeld);
  EXPECT_EQ(claimed(), waiting);
  EXPECT_TRUE(store_->libraries().find({bob, "face", library}));
  EXPECT_TRUE(store_->media().find(bob, own));
  EXPECT_TRUE(store_->media().find(bob, bobs));
  EXPECT_EQ(kind_of_error(store_->media().find(bob, shared)), ErrorKind::kNotFound);
  for (const auto& count : must(store_->jobs().counts())) EXPECT_EQ(count.owner, bob);
}

TEST_P(AccountData, HandOverNeedsAnotherUser) {
  const auto ada = user("ada");
  EXPECT_EQ(kind_of_error(store_->accounts().hand_over(ada, ada)), ErrorKind::kUsage);
  EXPECT_EQ(kind_of_error(store_->accounts().hand_over(ada, 99)), ErrorKind::kNotFound);
  EXPECT_EQ(kind_of_error(store_->accounts().hand_over(99, ada)), ErrorKind::kNotFound);
  EXPECT_TRUE(store_->accounts().find_user("ada"));
}

INSTANTIATE_TEST_SUITE_P(Stores, AccountData, ::testing::ValuesIn(store_patterns()), name_of_kind);

}  // namespace
}  // namespace smarttag::jobs
