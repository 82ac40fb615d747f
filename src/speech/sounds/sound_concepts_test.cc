#include "speech/sounds/sound_concepts.h"
#include "base/paths.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

namespace smarttag::speech {
namespace {

using testing::ElementsAre;
namespace fs = std::filesystem;

class Concepts : public testing::Test {
 protected:
  ~Concepts() override { fs::remove(file_); }
  Result<SoundConcepts> read(const std::string& text) {
    std::ofstream(file_) << text;
    return SoundConcepts::read(file_, {"Bark", "Siren", "Silence", "Dog"});
  }
  const fs::path file_ =
      fs::temp_directory_path() / ("sound_concepts_test_" + std::to_string(::getpid()) + ".tsv");
};

TEST_F(Concepts, TheSurestClassCountsAndTheRestIsLeftOut) {
  const auto concepts = read("# comment\n-\tSilence\ndog\tDog|Bark\n");
  ASSERT_TRUE(concepts);
  EXPECT_THAT(concepts->names(), ElementsAre("dog", "Siren"));
  EXPECT_THAT(concepts->surest(std::vector<float>{0.5F, 0.25F, 1, 0.75F}), ElementsAre(0.75F, 0.25F));
}

TEST_F(Concepts, FewerProbabilitiesThanClassesAreNoHarm) {
  const auto concepts = read("dog\tDog|Bark\n");
  ASSERT_TRUE(concepts);
  EXPECT_THAT(concepts->surest(std::vector<float>{0.5F}), ElementsAre(0.5F, 0, 0));
}

TEST_F(Concepts, ADamagedTableIsAnError) {
  EXPECT_EQ(read("dog Dog\n").error().kind, ErrorKind::kInternal);
  EXPECT_EQ(SoundConcepts::read(file_.string() + ".missing", {}).error().kind, ErrorKind::kInternal);
}

TEST(ShippedConcepts, AreRead) {
  const auto concepts = SoundConcepts::read(home_folder() / "data" / "sound_concepts.tsv",
                                            {"Silence", "Bark", "Dog", "Applause", "Blender"});
  ASSERT_TRUE(concepts) << concepts.error().log.text;
  EXPECT_THAT(concepts->names(), ElementsAre("dog", "applause", "Blender"));
}

}  // namespace
}  // namespace smarttag::speech
