#include "inference/registry.h"

#include <gmock/gmock.h>

#include "inference/scratch_zoo_test.h"

namespace smarttag::inference {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class RegistryTest : public ScratchZoo {
 protected:
  Registry opened() const { return Registry::open(settings_).value(); }
  Error refused() const { return Registry::open(settings_).error(); }
};

TEST_F(RegistryTest, ReadsWhatTheManifestSays) {
  manifest(kScaler);
  const auto card = opened().serving("scaling").value();
  EXPECT_EQ(card.name, "scaler");
  EXPECT_EQ(card.licence, "MIT");
  EXPECT_EQ(card.size, 100);
  EXPECT_EQ(card.input.width, 8);
  EXPECT_EQ(card.input.colour, "rgb");
  EXPECT_THAT(card.input.scale, ElementsAre(4, 5, 6));
  EXPECT_THAT(card.labels, ElementsAre("cat", "dog"));
  EXPECT_EQ(card.numbers.at("stride"), 8);
  EXPECT_EQ(card.folder, models() / "scaler-1");
  EXPECT_FALSE(card.local);
}

TEST_F(RegistryTest, ADamagedOrMissingManifestIsAnInternalError) {
  EXPECT_EQ(refused().kind, ErrorKind::kInternal);
  for (const auto* text : {"", "{", "[]", R"({"models": [{"name": "a"}]})", R"({"models": [{"name": 1}]})"}) {
    manifest(text);
    ASSERT_FALSE(Registry::open(settings_)) << text;
    EXPECT_EQ(refused().kind, ErrorKind::kInternal) << text;
    EXPECT_THAT(refused().client.text, testing::Not(HasSubstr(root_.string())));
  }
}

TEST_F(RegistryTest, ModelsOfASharedCacheServeInPlaceOfOnesOwn) {
  manifest(kScaler);
  ASSERT_TRUE(settings_.set("models-cache", (root_ / "shared").string()));
  EXPECT_EQ(opened().serving("scaling")->folder, root_ / "shared" / "models" / "scaler-1");
}

TEST_F(RegistryTest, AnUnknownTaskIsAnError) {
  manifest(kScaler);
  const auto card = opened().serving("juggling");
  ASSERT_FALSE(card);
  EXPECT_EQ(card.error().kind, ErrorKind::kModelMissing);
  EXPECT_THAT(card.error().client.text, HasSubstr("juggling"));
}

TEST_F(RegistryTest, OfTwoModelsTheFirstServes) {
  manifest(
      R"({"models": [{"name": "a", "task": "t", "folder": "a-1"}, {"name": "b", "task": "t", "folder": "b-1"}]})");
  EXPECT_EQ(opened().serving("t")->name, "a");
}

TEST_F(RegistryTest, AModelIsReadyWhenAllItsFilesAndTheRecordAreThere) {
  manifest(kScaler);
  const auto registry = opened();
  const auto card = registry.serving("scaling").value();
  EXPECT_EQ(registry.state(card), ModelState::kMissing);
  install(card.folder, 2);
  EXPECT_EQ(registry.state(card, true), ModelState::kReady);
  std::filesystem::remove(card.folder / "model.bin");
  EXPECT_EQ(registry.state(card), ModelState::kMissing);
}

TEST_F(RegistryTest, ADeepLookFindsTheDamagedFile) {
  manifest(kScaler);
  const auto registry = opened();
  const auto card = registry.serving("scaling").value();
  install(card.folder, 2);
  write_text(card.folder / "model.bin", "\1\2\3\4");  // as many bytes as before
  EXPECT_EQ(registry.state(card), ModelState::kReady);
  EXPECT_EQ(registry.state(card, true), ModelState::kDamaged);
  EXPECT_THAT(registry.damaged_files(card), ElementsAre("model.bin"));
}

TEST_F(RegistryTest, ARecordThatIsDamagedOrLacksAFileCounts) {
  manifest(kScaler);
  const auto registry = opened();
  const auto card = registry.serving("scaling").value();
  install(card.folder, 2);
  record(card.folder, {"model.xml"});
  EXPECT_THAT(registry.damaged_files(card), ElementsAre("model.bin"));
  write_text(card.folder / "installed.json", "{");
  EXPECT_THAT(registry.damaged_files(card), ElementsAre("installed.json"));
}

TEST_F(RegistryTest, AModelAddedByHandServesAndOverridesOnlyWhatDiffers) {
  manifest(kScaler);
  write_text(
      models() / "local.json",
      R"({"models": {"scaler": {"folder": "local/scaler-9", "card": {"labels": ["emu"], "files": ["model.xml"]}},
                            "renamed-since": {"folder": "local/renamed-since-1"}}})");
  const auto registry = opened();
  ASSERT_EQ(registry.models().size(), 2U);
  const auto card = registry.serving("scaling").value();
  EXPECT_TRUE(card.local);
  EXPECT_EQ(card.folder, models() / "local/scaler-9");
  EXPECT_THAT(card.labels, ElementsAre("emu"));
  EXPECT_EQ(card.input.width, 8);
  write_text(card.folder / "model.xml", "<net/>");
  record(card.folder, {"model.xml"});
  EXPECT_EQ(registry.state(card, true), ModelState::kLocal);
}

TEST_F(RegistryTest, ADamagedListOfModelsAddedByHandSaysWhatToDo) {
  manifest(kScaler);
  for (const auto* text : {"{", R"({"models": {"scaler": {}}})", R"({"models": {"scaler": 5}})"}) {
    write_text(models() / "local.json", text);
    ASSERT_FALSE(Registry::open(settings_)) << text;
    EXPECT_EQ(refused().kind, ErrorKind::kModelMissing);
    EXPECT_THAT(refused().client.text, HasSubstr("smarttag models add"));
  }
}

TEST_F(RegistryTest, LabelsMayBeALineEachEmptyLinesAndSpacesIncluded) {
  manifest(
      R"({"models": [{"name": "a", "task": "t", "folder": "a-1", "files": ["signs.txt"], "labels_file": "signs.txt"}]})");
  const auto folder = models() / "a-1";
  write_text(folder / "signs.txt", "\n\xE3\x80\x80\nx\n \n");
  record(folder, {"signs.txt"});
  EXPECT_THAT(opened().serving("t")->labels, ElementsAre("", "\xE3\x80\x80", "x", " "));
}

TEST_F(RegistryTest, LabelsMayBeAFileOfTheProgram) {
  manifest(R"({"models": [{"name": "a", "task": "t", "folder": "a-1", "labels_file": "kinds.txt"}]})");
  record(models() / "a-1", {});
  write_text(models() / "a-1" / "installed.json", "{}");
  const auto lost = opened().serving("t");
  ASSERT_FALSE(lost);
  EXPECT_THAT(lost.error().client.text, HasSubstr("kinds.txt"));
  write_text(home() / "data" / "kinds.txt", "cat\ndog\n");
  EXPECT_THAT(opened().serving("t")->labels, ElementsAre("cat", "dog"));
}

// The manifest of this source tree: what every analyser asks for is there.
TEST(ProjectManifest, ServesTheTasksOfTheAnalysers) {
  ASSERT_EQ(unsetenv("SMARTTAG_HOME"), 0);
  const auto registry = Registry::open(Settings());
  ASSERT_TRUE(registry) << registry.error().log.text;
  for (const auto* task : {"text-detection", "text-recognition", "voice-activity"})
    EXPECT_TRUE(registry->serving(task)) << task;
}

}  // namespace
}  // namespace smarttag::inference
