// Libraries of labels: their descriptions become those of a job.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "worker/pool/known_in_libraries.h"
#include "worker/pool/testing/pool_fixture.h"

namespace smarttag::worker {
namespace {

using testing::kAda;

class KnownLabelsTest : public testing::PoolFixture {
 protected:
  std::string library_with(const std::string& entity_info, const std::vector<std::string>& descriptions) {
    jobs::Library library;
    library.owner = kAda;
    library.algorithm = "label";
    library.name = "sights";
    const jobs::LibraryKey key{kAda, "label", store_->libraries().create(library).value().id};
    jobs::Entity entity;
    entity.name = "server room";
    entity.info_json = entity_info;
    const auto id = store_->libraries().add_entity(key, entity).value().id;
    for (const auto& description : descriptions) {
      jobs::Sample sample;
      sample.label_prompt = description;
      EXPECT_TRUE(store_->libraries().add_sample(key, id, sample));
    }
    return key.id;
  }
};

TEST_F(KnownLabelsTest, EachDescriptionIsOneOfTheJob) {
  tagging::JobSpec spec;
  spec.described.libraries = {
      library_with(R"({"mainTagName":"Scene"})", {"racks of computers", "a data centre"})};
  spec.described.prompts = {{"Object", "drone", "", "", "", true, 0},
                            {"Object", "old", "", "an earlier library", "id", true, 0}};
  ASSERT_TRUE(take_known(store_->libraries(), kAda, spec));
  const auto& prompts = spec.described.prompts;
  ASSERT_EQ(prompts.size(), 3U);
  EXPECT_EQ(prompts[0].name, "drone");  // in free words: it stays
  EXPECT_EQ(prompts[1].main, "Scene");
  EXPECT_EQ(prompts[1].name, "server room");
  EXPECT_EQ(prompts[1].sentence, "racks of computers");
  EXPECT_EQ(prompts[1].library, spec.described.libraries[0]);
  EXPECT_EQ(prompts[2].sentence, "a data centre");
}

TEST_F(KnownLabelsTest, WithoutAMainTagALabelIsAnObject) {
  for (const auto* info : {"", "{}", R"({"mainTagName":"Weather"})", R"({"mainTagName":7})", "not JSON"}) {
    tagging::JobSpec spec;
    spec.described.libraries = {library_with(info, {"racks of computers"})};
    ASSERT_TRUE(take_known(store_->libraries(), kAda, spec)) << info;
    EXPECT_EQ(spec.described.prompts.at(0).main, "Object") << info;
  }
}

TEST_F(KnownLabelsTest, ALibraryOfSomebodyElseIsNotFound) {
  tagging::JobSpec spec;
  spec.described.libraries = {library_with("", {"racks of computers"})};
  const auto taken = take_known(store_->libraries(), testing::kBob, spec);
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().kind, ErrorKind::kNotFound);
}

}  // namespace
}  // namespace smarttag::worker
