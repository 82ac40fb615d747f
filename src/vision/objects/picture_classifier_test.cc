#include "vision/objects/picture_classifier.h"

#include <gtest/gtest.h>

#include "inference/engine.h"
#include "vision/objects/drawn_test.h"

namespace smarttag::vision {
namespace {

using namespace objects;

class PictureClassifier : public testing::Test {
 protected:
  void SetUp() override {
    auto engine = inference::Engine::create(settings_);
    ASSERT_TRUE(engine.has_value()) << engine.error().client.text;
    engine_ = std::move(*engine);
    auto classifier = make_picture_classifier(*engine_, settings_);
    ASSERT_TRUE(classifier.has_value()) << classifier.error().client.text;
    classifier_ = std::move(*classifier);
  }

  void see(double time, const cv::Mat& bgr, int shot) {
    const auto seen = classifier_->see({time, index_++, shot, bgr, 1});
    ASSERT_TRUE(seen.has_value()) << seen.error().log.text;
  }
  std::vector<TimedFact> finish(double end) {
    auto facts = classifier_->finish(end);
    EXPECT_TRUE(facts.has_value());
    all_ = *facts;
    return told_as("scene", std::move(*facts));
  }

  Settings settings_;
  std::shared_ptr<inference::Engine> engine_;
  std::unique_ptr<FrameAnalyser> classifier_;
  std::int64_t index_ = 0;
  std::vector<TimedFact> all_;  // with the evidence
};

TEST_F(PictureClassifier, TellsADrawnClockByItsConcept) {
  see(0, wall_with_clock(), 0);
  const auto facts = finish(0);
  ASSERT_EQ(facts.size(), 1U);
  EXPECT_NE(facts[0].as<facts::PictureClass>(), nullptr);
  EXPECT_EQ(what(facts[0]), "clock") << "analog clock and wall clock are one concept";
  EXPECT_EQ(facts[0].analyser, "scene");
  EXPECT_GT(facts[0].score, 0.6F);
  EXPECT_TRUE(sightings_of(facts[0]).empty());
}

TEST_F(PictureClassifier, ASmallClockIsEvidenceFromAPartOfThePicture) {
  cv::Mat wide = wall({1280, 480});
  wall_with_clock().copyTo(wide(cv::Rect(0, 0, 640, 480)));
  see(0, wide, 0);
  finish(0);
  float whole = 0, part = 0;
  for (const auto& fact : all_) {
    if (what(fact) != "clock") continue;
    if (fact.analyser == "hint") whole = fact.score;
    if (fact.analyser == "part") part = fact.score;
  }
  EXPECT_GT(part, 0.6F);
  EXPECT_GT(part, whole);
}

TEST_F(PictureClassifier, AFactLastsAsLongAsItsShot) {
  see(0, wall(), 0);
  see(1.25, wall_with_clock(), 1);
  see(1.75, wall_with_clock(), 1);
  see(3, wall(), 2);
  const auto facts = finish(5);
  std::vector<TimedFact> clocks;
  for (const auto& fact : facts)
    if (what(fact) == "clock") clocks.push_back(fact);
  ASSERT_EQ(clocks.size(), 1U);
  EXPECT_EQ(clocks[0].from, 1.25);
  EXPECT_EQ(clocks[0].to, 3);
}

TEST_F(PictureClassifier, AChangeWithinAShotIsLookedAt) {
  see(0, wall(), 0);
  for (int i = 1; i <= 6; ++i) see(2.0 * i, wall_with_clock({290 + 10 * i, 240}), 0);
  const auto facts = finish(14);
  ASSERT_FALSE(facts.empty());
  EXPECT_EQ(what(facts[0]), "clock");
}

TEST_F(PictureClassifier, SaysLittleAndNothingUnlikely) {
  cv::Mat noise(360, 640, CV_8UC3);
  cv::RNG(1).fill(noise, cv::RNG::UNIFORM, 0, 255);
  see(0, noise, 0);
  see(1, cv::Mat(360, 640, CV_8UC3, cv::Scalar::all(0)), 1);
  const auto facts = finish(2);
  EXPECT_LE(facts.size(), 8U) << "four classes a shot at the most can have a quarter of the belief";
  for (const auto& fact : facts) EXPECT_GE(fact.score, 0.25F) << what(fact);
}

TEST_F(PictureClassifier, TakesPicturesOfAnyShape) {
  see(0, cv::Mat(1, 1, CV_8UC3, cv::Scalar::all(0)), 0);
  see(1, cv::Mat(8, 3000, CV_8UC3, cv::Scalar::all(90)), 1);
  see(2, cv::Mat(3000, 8, CV_8UC3, cv::Scalar::all(90)), 2);
  for (const auto& fact : finish(3)) EXPECT_LE(fact.score, 1.0F);
}

TEST_F(PictureClassifier, WithoutAnyFrameThereIsNoFact) { EXPECT_TRUE(finish(10).empty()); }

TEST_F(PictureClassifier, SaysWhichModelIsMissing) {
  const auto empty = std::filesystem::temp_directory_path() / ("no_classes_" + std::to_string(::getpid()));
  Settings settings;
  ASSERT_TRUE(settings.set("cache-dir", empty.string()).has_value());
  const auto engine = inference::Engine::create(settings);
  ASSERT_TRUE(engine.has_value());
  const auto classifier = make_picture_classifier(**engine, settings);
  ASSERT_FALSE(classifier.has_value());
  EXPECT_EQ(classifier.error().kind, ErrorKind::kModelMissing);
  std::filesystem::remove_all(empty);
}

TEST_F(PictureClassifier, TellsWhatPhotographsAreOf) {
  const auto file = shared_media("photos/two_people.jpg");
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "shared media missing: " << file;
  const auto facts = told_as("scene", facts_of(*classifier_, file));
  ASSERT_FALSE(facts.empty());
  EXPECT_EQ(what(facts[0]), "suit");
}

}  // namespace
}  // namespace smarttag::vision
