// Users, access keys, and the recognition libraries.
#include <fstream>
#include <iterator>

#include "jobs/conformance/store_test.h"

namespace smarttag::jobs {
namespace {

class Accounts : public StoreTest {};

TEST_P(Accounts, HaveNamesOfTheirOwn) {
  const auto ada = must(store_->accounts().create_user("ada", "[]"));
  const auto bob = must(store_->accounts().create_user("bob", R"(["p"])"));
  EXPECT_NE(ada.id, bob.id);
  EXPECT_EQ(kind_of_error(store_->accounts().create_user("ada", "[]")), ErrorKind::kConflict);
  EXPECT_EQ(kind_of_error(store_->accounts().create_user("", "[]")), ErrorKind::kUsage);
  reopen();
  EXPECT_EQ(must(store_->accounts().find_user("bob")).policies_json, R"(["p"])");
  EXPECT_EQ(must(store_->accounts().users()).size(), 2u);
  EXPECT_EQ(kind_of_error(store_->accounts().find_user("eve")), ErrorKind::kNotFound);
}

TEST_P(Accounts, ChangeTheirPolicies) {
  const auto ada = must(store_->accounts().create_user("ada", "[]"));
  EXPECT_EQ(must(store_->accounts().set_policies(ada.id, "[1]")).policies_json, "[1]");
  EXPECT_EQ(kind_of_error(store_->accounts().set_policies(99, "[]")), ErrorKind::kNotFound);
}

TEST_P(Accounts, GiveKeysWhoseSecretComesBackOverARestart) {
  const auto ada = must(store_->accounts().create_user("ada", "[]"));
  const auto made = must(store_->accounts().create_key(ada.id, R"({"Version":"1"})"));
  EXPECT_EQ(made.secret.size(), 30u);
  EXPECT_EQ(made.key.id.size(), 24u);
  reopen();
  const auto kept = must(store_->accounts().credential(made.key.id));
  EXPECT_EQ(kept.secret, made.secret);
  EXPECT_EQ(kept.user.name, "ada");
  EXPECT_TRUE(kept.key.active);
  EXPECT_EQ(kept.key.policy_json, R"({"Version":"1"})");
  EXPECT_EQ(kind_of_error(store_->accounts().credential("ST")), ErrorKind::kNotFound);
}

TEST_P(Accounts, GiveKeysThatDiffer) {
  const auto ada = must(store_->accounts().create_user("ada", "[]"));
  const auto a = must(store_->accounts().create_key(ada.id, ""));
  const auto b = must(store_->accounts().create_key(ada.id, ""));
  EXPECT_NE(a.key.id, b.key.id);
  EXPECT_NE(a.secret, b.secret);
  EXPECT_EQ(must(store_->accounts().keys(ada.id)).size(), 2u);
  EXPECT_EQ(kind_of_error(store_->accounts().create_key(99, "")), ErrorKind::kNotFound);
}

TEST_P(Accounts, HaveAWebhookSecretOfTheirOwn) {
  const auto ada = must(store_->accounts().create_user("ada", "[]"));
  const auto bob = must(store_->accounts().create_user("bob", "[]"));
  const auto secret = must(store_->accounts().webhook_secret(ada.id));
  EXPECT_EQ(secret.substr(0, 6), "whsec_");
  EXPECT_EQ(secret.size(), 6u + 32u);
  EXPECT_NE(must(store_->accounts().webhook_secret(bob.id)), secret);
  reopen();
  EXPECT_EQ(must(store_->accounts().webhook_secret(ada.id)), secret);
  EXPECT_EQ(kind_of_error(store_->accounts().webhook_secret(99)), ErrorKind::kNotFound);
}

TEST_P(Accounts, SignWithBothWebhookSecretsWhileTheyAreRotated) {
  const auto ada = must(store_->accounts().create_user("ada", "[]"));
  const auto before = must(store_->accounts().webhook_secret(ada.id));
  EXPECT_EQ(must(store_->accounts().webhook_secrets(ada.id)), std::vector{before});
  const auto after = must(store_->accounts().rotate_webhook_secret(ada.id, minutes{60}));
  EXPECT_NE(after, before);
  reopen();
  EXPECT_EQ(must(store_->accounts().webhook_secret(ada.id)), after);
  EXPECT_EQ(must(store_->accounts().webhook_secrets(ada.id)), (std::vector{after, before}));
  clock_.turn(minutes{60});
  EXPECT_EQ(must(store_->accounts().webhook_secrets(ada.id)), std::vector{after});
  EXPECT_EQ(kind_of_error(store_->accounts().rotate_webhook_secret(99, {})), ErrorKind::kNotFound);
}

TEST_P(Accounts, HaveLimitsWithinBounds) {
  const auto ada = must(store_->accounts().create_user("ada", "[]"));
  EXPECT_EQ(ada.limits, UserLimits{});
  const UserLimits limits{5, 2, 1000000, 10};
  EXPECT_EQ(must(store_->accounts().set_limits(ada.id, limits)).limits, limits);
  reopen();
  EXPECT_EQ(must(store_->accounts().find_user("ada")).limits, limits);
  for (const UserLimits& bad :
       {UserLimits{{}, {}, {}, 0}, {{}, {}, {}, 101}, {-1, {}, {}, 1}, {{}, {}, -1, 1}})
    EXPECT_EQ(kind_of_error(store_->accounts().set_limits(ada.id, bad)), ErrorKind::kUsage);
  EXPECT_EQ(kind_of_error(store_->accounts().set_limits(99, {})), ErrorKind::kNotFound);
}

TEST_P(Accounts, DeriveTheSameKeysForEveryProcess) {
  const auto key = store_->derived_key("links");
  EXPECT_EQ(key.size(), 32u);
  EXPECT_NE(store_->derived_key("other"), key);
  reopen();
  EXPECT_EQ(store_->derived_key("links"), key);
}

TEST_P(Accounts, KeepNoSecretReadableInTheirFiles) {
  const auto ada = must(store_->accounts().create_user("ada", "[]"));
  const auto secret = must(store_->accounts().create_key(ada.id, "")).secret;
  const auto webhook = must(store_->accounts().webhook_secret(ada.id));
  store_.reset();
  int files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_.path())) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(in), {}};
    EXPECT_EQ(content.find(secret), std::string::npos) << entry.path();
    EXPECT_EQ(content.find(webhook), std::string::npos) << entry.path();
    ++files;
  }
  EXPECT_GE(files, 1);
}

TEST_P(Accounts, SwitchKeysOffAndRemoveThem) {
  const auto ada = must(store_->accounts().create_user("ada", "[]"));
  const auto id = must(store_->accounts().create_key(ada.id, "")).key.id;
  must(store_->accounts().set_active(id, false));
  EXPECT_FALSE(must(store_->accounts().credential(id)).key.active);
  must(store_->accounts().remove_key(id));
  EXPECT_EQ(kind_of_error(store_->accounts().credential(id)), ErrorKind::kNotFound);
  EXPECT_EQ(kind_of_error(store_->accounts().remove_key(id)), ErrorKind::kNotFound);
  EXPECT_EQ(kind_of_error(store_->accounts().set_active(id, true)), ErrorKind::kNotFound);
}

TEST_P(Accounts, ThatAreRemovedTakeTheirKeysAlong) {
  const auto ada = must(store_->accounts().create_user("ada", "[]"));
  const auto id = must(store_->accounts().create_key(ada.id, "")).key.id;
  must(store_->accounts().remove_user(ada.id));
  EXPECT_EQ(kind_of_error(store_->accounts().credential(id)), ErrorKind::kNotFound);
  EXPECT_EQ(kind_of_error(store_->accounts().remove_user(ada.id)), ErrorKind::kNotFound);
  EXPECT_NE(must(store_->accounts().create_user("ada", "[]")).id, ada.id);  // no heir to the old one's jobs
}

TEST_P(Accounts, ThatAreRemovedTakeTheirJobsAndAllElseWithThem) {
  const auto carl = must(store_->accounts().create_user("carl", "[]")).id;
  auto of_carl = spec(pipeline(6, 100, carl));
  of_carl.owner = carl;
  submit(of_carl);
  const auto running = claim().value();
  const auto kept = submit(spec(pipeline()));
  const auto library = must(store_->libraries().create(
      {.id = {}, .owner = carl, .algorithm = "face", .name = "n", .description = {}}));
  must(store_->accounts().remove_user(carl));
  EXPECT_EQ(must(store_->jobs().heartbeat(running.claim, 0, "", kLease)), Standing::kLost);
  EXPECT_EQ(must(store_->jobs().list({.owner = carl, .state = {}, .pipeline = {}}, {})).total, 0);
  EXPECT_EQ(kind_of_error(store_->libraries().find({carl, "face", library.id})), ErrorKind::kNotFound);
  EXPECT_TRUE(must(store_->outbox().events(running.job.id)).empty());
  EXPECT_EQ(job(kept).state, JobState::kSubmitted);
}

class Libraries : public StoreTest {
 protected:
  LibraryKey make(const std::string& name = "staff") {
    Library library;
    library.owner = kAda;
    library.algorithm = "face";
    library.name = name;
    return {kAda, "face", must(store_->libraries().create(library)).id};
  }

  std::string person(const LibraryKey& key, const std::string& name) {
    Entity entity;
    entity.name = name;
    entity.info_json = R"({"role":"actor"})";
    return must(store_->libraries().add_entity(key, entity)).id;
  }

  std::string sample(const LibraryKey& key, const std::string& entity, const std::vector<float>& vector) {
    Sample made;
    made.image_url = "https://h/a.jpg";
    made.model = "sface 1";
    made.vector = vector;
    made.picture = {1, 2, 3};
    return must(store_->libraries().add_sample(key, entity, made)).id;
  }
};

TEST_P(Libraries, GiveTheVectorsOfTheirSamples) {
  const auto staff = make();
  const auto guests = make("guests");
  const auto ann = person(staff, "Ann");
  const auto ben = person(guests, "Ben");
  sample(staff, ann, {0.6F, -0.8F});
  sample(guests, ben, {1.F, 0.F});
  sample(guests, ben, {});
  reopen();
  const auto known = must(store_->libraries().vectors(kAda, "face", {staff.id, guests.id}));
  ASSERT_EQ(known.size(), 2u);
  EXPECT_EQ(known.at(0).name, "Ann");
  EXPECT_EQ(known.at(0).library, staff.id);
  EXPECT_EQ(known.at(0).entity, ann);
  EXPECT_EQ(known.at(0).model, "sface 1");
  EXPECT_EQ(known.at(0).vector, (std::vector<float>{0.6F, -0.8F}));
  EXPECT_EQ(known.at(1).name, "Ben");
  EXPECT_TRUE(must(store_->libraries().vectors(kAda, "face", {})).empty());
}

TEST_P(Libraries, GiveTheFeaturesOfTheirSamples) {
  Library logos;
  logos.owner = kAda;
  logos.algorithm = "logo";
  logos.name = "marks";
  const LibraryKey key{kAda, "logo", must(store_->libraries().create(logos)).id};
  Sample made;
  made.model = "sift 1";
  made.features = {1, 0, 255};
  must(store_->libraries().add_sample(key, person(key, "Acme"), made));
  reopen();
  const auto known = must(store_->libraries().vectors(kAda, "logo", {key.id}));
  ASSERT_EQ(known.size(), 1u);
  EXPECT_EQ(known.at(0).features, made.features);
  EXPECT_TRUE(known.at(0).vector.empty());
}

TEST_P(Libraries, AreFoundByOwnerAndAlgorithm) {
  const auto key = make();
  EXPECT_EQ(must(store_->libraries().find(key)).name, "staff");
  for (const LibraryKey& wrong :
       {LibraryKey{kBob, "face", key.id}, LibraryKey{kAda, "logo", key.id}, LibraryKey{kAda, "face", "x"}}) {
    EXPECT_EQ(kind_of_error(store_->libraries().find(wrong)), ErrorKind::kNotFound);
    EXPECT_EQ(kind_of_error(store_->libraries().remove(wrong)), ErrorKind::kNotFound);
    EXPECT_EQ(kind_of_error(store_->libraries().entities(wrong, {})), ErrorKind::kNotFound);
    EXPECT_EQ(kind_of_error(store_->libraries().add_entity(wrong, {})), ErrorKind::kNotFound);
    EXPECT_EQ(kind_of_error(store_->libraries().vectors(wrong.owner, wrong.algorithm, {wrong.id})),
              ErrorKind::kNotFound);
  }
}

TEST_P(Libraries, AreListedWithEntitiesAndSamples) {
  const auto key = make();
  const auto ann = person(key, "Ann");
  person(key, "Ben");
  const auto face = sample(key, ann, {1});
  EXPECT_EQ(must(store_->libraries().list(kAda, "face", {})).items.at(0).id, key.id);
  EXPECT_EQ(must(store_->libraries().list(kAda, "logo", {})).total, 0);
  EXPECT_EQ(must(store_->libraries().entities(key, {})).total, 2);
  EXPECT_EQ(must(store_->libraries().entities(key, {.size = 1, .token = {}, .number = 2, .order = {}}))
                .items.at(0)
                .name,
            "Ann");
  const auto samples = must(store_->libraries().samples(key, ann, {}));
  ASSERT_EQ(samples.items.size(), 1u);
  EXPECT_EQ(samples.items.at(0).id, face);
  EXPECT_EQ(samples.items.at(0).library, key.id);
  EXPECT_EQ(samples.items.at(0).image_url, "https://h/a.jpg");
}

TEST_P(Libraries, KeepEntitiesAndSamplesApart) {
  const auto staff = make();
  const auto guests = make("guests");
  const auto ann = person(staff, "Ann");
  const auto face = sample(staff, ann, {1});
  EXPECT_EQ(kind_of_error(store_->libraries().samples(guests, ann, {})), ErrorKind::kNotFound);
  EXPECT_EQ(kind_of_error(store_->libraries().add_sample(guests, ann, {})), ErrorKind::kNotFound);
  EXPECT_EQ(kind_of_error(store_->libraries().remove_entity(guests, ann)), ErrorKind::kNotFound);
  const auto ben = person(staff, "Ben");
  EXPECT_EQ(kind_of_error(store_->libraries().remove_sample(staff, ben, face)), ErrorKind::kNotFound);
  EXPECT_EQ(must(store_->libraries().vectors(kAda, "face", {staff.id})).size(), 1u);
}

TEST_P(Libraries, ForgetWhatIsRemovedWithAllInIt) {
  const auto key = make();
  const auto ann = person(key, "Ann");
  const auto ben = person(key, "Ben");
  const auto face = sample(key, ann, {1});
  sample(key, ben, {2});
  must(store_->libraries().remove_sample(key, ann, face));
  EXPECT_EQ(must(store_->libraries().vectors(kAda, "face", {key.id})).size(), 1u);
  must(store_->libraries().remove_entity(key, ben));
  EXPECT_TRUE(must(store_->libraries().vectors(kAda, "face", {key.id})).empty());
  must(store_->libraries().remove(key));
  EXPECT_EQ(kind_of_error(store_->libraries().entities(key, {})), ErrorKind::kNotFound);
}

INSTANTIATE_TEST_SUITE_P(Stores, Accounts, ::testing::ValuesIn(store_patterns()), name_of_kind);
INSTANTIATE_TEST_SUITE_P(Stores, Libraries, ::testing::ValuesIn(store_patterns()), name_of_kind);

}  // namespace
}  // namespace smarttag::jobs
