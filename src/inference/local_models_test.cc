#include "inference/local_models.h"
#include "digest/digest.h"

#include <gmock/gmock.h>

#include "inference/registry.h"
#include "inference/scratch_zoo_test.h"

namespace smarttag::inference {
namespace {

using testing::HasSubstr;
namespace fs = std::filesystem;

// A recipe of one model, and one of two models and a vocabulary.
constexpr const char* kTwoRecipes = R"({"models": [
  {"name": "scaler", "task": "scaling", "folder": "scaler-1", "files": ["model.xml", "model.bin"], "labels": ["cat"]},
  {"name": "speaker", "task": "speaking", "folder": "speaker-1",
   "files": ["encoder.xml", "encoder.bin", "decoder.xml", "decoder.bin", "words.txt"]}]})";

class LocalModelsTest : public ScratchZoo {
 protected:
  LocalModelsTest() {
    manifest(kTwoRecipes);
    install(models() / "scaler-1", 2);
    const auto speaker = models() / "speaker-1";
    write_model(speaker / "encoder.xml", 1);
    write_model(speaker / "decoder.xml", 1);
    write_text(speaker / "words.txt", "yes\n");
    record(speaker, {"encoder.xml", "encoder.bin", "decoder.xml", "decoder.bin", "words.txt"});
  }

  fs::path given(const std::string& name) const { return root_ / "given" / name; }

  ModelCard serving(const std::string& task) const {
    return Registry::open(settings_).value().serving(task).value();
  }

  ModelState deep_state(const std::string& task) const {
    const auto registry = Registry::open(settings_).value();
    return registry.state(registry.serving(task).value(), true);
  }

  Error refused(const std::string& name, const fs::path& source) const {
    const auto done = add_local_model(settings_, name, source);
    EXPECT_FALSE(done) << name << " took " << source;
    EXPECT_FALSE(fs::exists(models() / "local.json")) << "a refused model was recorded";
    return done ? Error{ErrorKind::kInternal, {}} : done.error();
  }
};

TEST_F(LocalModelsTest, AFileTakesThePlaceOfARecipesModelAndGoesAgain) {
  write_model(given("better.xml"), 9);
  ASSERT_TRUE(add_local_model(settings_, "scaler", given("better.xml")));
  fs::remove_all(given(""));  // it was copied
  EXPECT_TRUE(serving("scaling").local);
  EXPECT_EQ(serving("scaling").labels, std::vector<std::string>{"cat"});
  EXPECT_EQ(deep_state("scaling"), ModelState::kLocal);
  ASSERT_TRUE(remove_local_model(settings_, "scaler"));
  EXPECT_FALSE(serving("scaling").local);
  EXPECT_TRUE(fs::is_empty(models() / "local"));
}

TEST_F(LocalModelsTest, ASecondAdditionReplacesTheFirst) {
  write_model(given("a.xml"), 3);
  write_model(given("b.xml"), 4);
  ASSERT_TRUE(add_local_model(settings_, "scaler", given("a.xml")));
  const auto first = serving("scaling").folder;
  ASSERT_TRUE(add_local_model(settings_, "scaler", given("b.xml")));
  EXPECT_NE(serving("scaling").folder, first);
  EXPECT_FALSE(fs::exists(first));
  ASSERT_TRUE(add_local_model(settings_, "scaler", given("b.xml"))) << "the same file again";
  EXPECT_EQ(deep_state("scaling"), ModelState::kLocal);
}

TEST_F(LocalModelsTest, ADamagedCopyIsFound) {
  write_model(given("a.xml"), 3);
  ASSERT_TRUE(add_local_model(settings_, "scaler", given("a.xml")));
  write_text(serving("scaling").folder / "model.bin", "....");
  EXPECT_EQ(deep_state("scaling"), ModelState::kDamaged);
}

TEST_F(LocalModelsTest, AFolderBringsItsModelsAndBorrowsTheRest) {
  write_model(given("speech/encoder.xml"), 5);
  write_model(given("speech/decoder.xml"), 6);
  write_text(given("speech/card.json"), R"({"licence": "MIT", "numbers": {"layers": 12}})");
  ASSERT_TRUE(add_local_model(settings_, "speaker", given("speech")));
  const auto card = serving("speaking");
  EXPECT_EQ(card.licence, "MIT");
  EXPECT_EQ(card.numbers.at("layers"), 12);
  EXPECT_EQ(sha256_of_file(card.folder / "words.txt").value(), digest::hex_sha256("yes\n"));
  EXPECT_EQ(deep_state("speaking"), ModelState::kLocal);
}

TEST_F(LocalModelsTest, WhatDoesNotFitIsRefusedInWords) {
  write_model(given("flat.xml"), 1, {4});
  EXPECT_THAT(refused("scaler", given("flat.xml")).client.text,
              HasSubstr("its inputs have the ranks (1) and not (2)"));
  write_text(given("noise.onnx"), "not a model");
  const FrontendsMayLeak uncounted;
  EXPECT_THAT(refused("scaler", given("noise.onnx")).client.text,
              HasSubstr("OpenVINO cannot load noise.onnx"));
  write_model(given("one.xml"), 1);
  EXPECT_THAT(refused("speaker", given("one.xml")).client.text, HasSubstr("Name a folder"));
  write_model(given("half/encoder.xml"), 1);
  EXPECT_THAT(refused("speaker", given("half")).client.text, HasSubstr("no decoder.xml"));
  EXPECT_TRUE(fs::is_empty(models() / "local")) << "something was left behind";
}

TEST_F(LocalModelsTest, WrongCallsNameWhatIsWrong) {
  write_model(given("a.xml"), 1);
  const auto nobody = refused("nobody", given("a.xml"));
  EXPECT_EQ(nobody.kind, ErrorKind::kUsage);
  EXPECT_THAT(nobody.client.text, HasSubstr("The models are: scaler, speaker, image-text."));
  EXPECT_EQ(refused("scaler", given("missing.xml")).kind, ErrorKind::kInputMissing);
  EXPECT_EQ(remove_local_model(settings_, "scaler").error().kind, ErrorKind::kUsage);
  fs::remove_all(models() / "scaler-1");
  EXPECT_EQ(refused("scaler", given("a.xml")).kind, ErrorKind::kModelMissing);
}

TEST_F(LocalModelsTest, ACardThatSaysUnknownThingsIsRefused) {
  write_model(given("odd/model.xml"), 1);
  for (const auto* card : {R"({"colour": "bgr"})", R"({"labels": 5})", "[]", "{"}) {
    write_text(given("odd/card.json"), card);
    EXPECT_THAT(refused("scaler", given("odd")).client.text, HasSubstr("card.json")) << card;
  }
}

TEST_F(LocalModelsTest, AListThatPointsElsewhereDeletesNothingThere) {
  write_text(root_ / "cache" / "kept.txt", "kept");
  write_text(models() / "local.json", R"({"models": {"scaler": {"folder": ".."}}})");
  ASSERT_TRUE(remove_local_model(settings_, "scaler"));
  EXPECT_TRUE(fs::exists(root_ / "cache" / "kept.txt"));
}

TEST_F(LocalModelsTest, ADamagedListIsAnErrorAndStaysAsItIs) {
  write_model(given("a.xml"), 1);
  write_text(models() / "local.json", "{");
  EXPECT_FALSE(add_local_model(settings_, "scaler", given("a.xml")));
  EXPECT_EQ(remove_local_model(settings_, "scaler").error().kind, ErrorKind::kOutputFailed);
  EXPECT_EQ(fs::file_size(models() / "local.json"), 1U);
}

}  // namespace
}  // namespace smarttag::inference
