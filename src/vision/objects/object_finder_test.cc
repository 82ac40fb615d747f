#include "vision/objects/object_finder.h"

#include <gtest/gtest.h>

#include <set>

#include "inference/engine.h"
#include "vision/objects/drawn_test.h"

namespace smarttag::vision {
namespace {

using namespace objects;

class ObjectFinder : public testing::Test {
 protected:
  void SetUp() override {
    auto engine = inference::Engine::create(settings_);
    ASSERT_TRUE(engine.has_value()) << engine.error().client.text;
    engine_ = std::move(*engine);
    auto finder = make_object_finder(*engine_, settings_);
    ASSERT_TRUE(finder.has_value()) << finder.error().client.text;
    finder_ = std::move(*finder);
  }

  void see(const cv::Mat& bgr, int shot = 0, float scale = 1) {
    const auto seen = finder_->see({time_, index_++, shot, bgr, scale});
    ASSERT_TRUE(seen.has_value()) << seen.error().log.text;
    time_ += 0.5;
  }
  std::vector<TimedFact> finish(double end) {
    auto facts = finder_->finish(end);
    EXPECT_TRUE(facts.has_value());
    return told_as("object", std::move(*facts));
  }

  Settings settings_;
  std::shared_ptr<inference::Engine> engine_;
  std::unique_ptr<FrameAnalyser> finder_;
  double time_ = 0;
  std::int64_t index_ = 0;
};

TEST_F(ObjectFinder, FindsADrawnClockInDisplayedPixels) {
  see(wall_with_clock(), 0, 2);
  const auto facts = finish(0);
  ASSERT_EQ(facts.size(), 1U);
  EXPECT_NE(facts[0].as<facts::Object>(), nullptr);
  EXPECT_EQ(what(facts[0]), "clock");
  EXPECT_EQ(facts[0].analyser, "object");
  EXPECT_EQ(std::get<facts::Object>(facts[0].of).track, 0);
  EXPECT_GT(facts[0].score, 0.5F);
  ASSERT_EQ(sightings_of(facts[0]).size(), 1U);
  EXPECT_GT(iou(sightings_of(facts[0])[0].box, scaled(clock_box(), 2, 2)), 0.85F);
}

TEST_F(ObjectFinder, FollowsItUntilItIsGoneAndNotBeyondACut) {
  for (const int x : {200, 230, 260}) see(wall_with_clock({x, 240}));
  see(wall());
  see(wall_with_clock({440, 240}), 1);
  see(wall_with_clock({440, 240}), 1);
  see(wall_with_clock({440, 240}), 1);
  const auto facts = finish(4);
  ASSERT_EQ(facts.size(), 2U);
  EXPECT_EQ(facts[0].from, 0);
  EXPECT_EQ(facts[0].to, 1.5);
  EXPECT_EQ(sightings_of(facts[0]).size(), 3U);
  EXPECT_GT(iou(sightings_of(facts[0])[2].box, clock_box({260, 240})), 0.85F);
  EXPECT_EQ(facts[1].from, 2);
  EXPECT_EQ(facts[1].to, 4);
  EXPECT_EQ(sightings_of(facts[1]).size(), 3U) << "unchanged samples are sightings too";
  EXPECT_EQ(std::get<facts::Object>(facts[1].of).track, 1);
}

TEST_F(ObjectFinder, SeesNothingWhereNothingIs) {
  see(wall(), 0);
  cv::Mat noise(360, 640, CV_8UC3);
  cv::RNG(1).fill(noise, cv::RNG::UNIFORM, 0, 255);
  see(noise, 1);
  see(cv::Mat(1, 1, CV_8UC3, cv::Scalar::all(0)), 2);
  see(cv::Mat(8, 3000, CV_8UC3, cv::Scalar::all(90)), 3);
  EXPECT_TRUE(finish(2).empty());
}

TEST_F(ObjectFinder, WithoutAnyFrameThereIsNoFact) { EXPECT_TRUE(finish(10).empty()); }

TEST_F(ObjectFinder, SaysWhichModelIsMissing) {
  const auto empty = std::filesystem::temp_directory_path() / ("no_models_" + std::to_string(::getpid()));
  Settings settings;
  ASSERT_TRUE(settings.set("cache-dir", empty.string()).has_value());
  const auto engine = inference::Engine::create(settings);
  ASSERT_TRUE(engine.has_value());
  const auto finder = make_object_finder(**engine, settings);
  ASSERT_FALSE(finder.has_value());
  EXPECT_EQ(finder.error().kind, ErrorKind::kModelMissing);
  EXPECT_NE(finder.error().client.text.find("nanodet"), std::string::npos);
  std::filesystem::remove_all(empty);
}

TEST_F(ObjectFinder, FindsTheCarsOfACarParkAndNothingElse) {
  const auto file = shared_media("video/cars.mp4");
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "shared media missing: " << file;
  const auto facts = told_as("object", facts_of(*finder_, file));
  EXPECT_GE(facts.size(), 4U) << "four cars cross the picture";
  for (const auto& fact : facts) EXPECT_EQ(what(fact), "car") << fact.from << " to " << fact.to;
}

TEST_F(ObjectFinder, FindsTheCarOfTheLastNewsScene) {
  const auto file = shared_media("video/news.mp4");
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "shared media missing: " << file;
  std::set<std::string> before;
  std::set<std::string> last;
  for (const auto& fact : told_as("object", facts_of(*finder_, file))) {
    EXPECT_LE(fact.to, 52.7);
    EXPECT_GE(fact.score, 0.4F);
    (fact.from > 42.4 ? last : before).insert(what(fact));
  }
  EXPECT_EQ(last, std::set<std::string>{"car"});
  EXPECT_EQ(before, (std::set<std::string>{"person", "tie"}));
}

}  // namespace
}  // namespace smarttag::vision
