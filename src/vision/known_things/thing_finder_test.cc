#include "vision/known_things/thing_finder.h"

#include "vision/known_things/local_features.h"
#include "vision/known_things/views_test.h"

namespace smarttag::vision {
namespace {

using known_things::features_of_sample;
using known_things::mark;
using known_things::to_bytes;

KnownThing known(const std::string& letter, const std::string& word) {
  return {"Logo",
          "lib",
          "id-" + word,
          word,
          known_things::kFeatureModel,
          {to_bytes(features_of_sample(mark(letter, word)).value())}};
}

// A frame of noise of its own, with the mark in it at this size.
media::Frame frame_with(double time, int shot, const std::string& word = "", int side = 150) {
  media::Frame frame;
  frame.time = time;
  frame.shot = shot;
  frame.scale = 2;
  frame.bgr.create(360, 640, CV_8UC3);
  cv::RNG random(static_cast<std::uint64_t>(time * 10) + 1);
  random.fill(frame.bgr, cv::RNG::NORMAL, 120, 8);
  frame.bgr(cv::Rect(static_cast<int>(time * 9) % 300, 5, 80, 60)).setTo(cv::Scalar(20, 200, 90));
  if (!word.empty()) mark(word.substr(0, 1), word, side).copyTo(frame.bgr(cv::Rect(400, 100, side, side)));
  return frame;
}

std::vector<TimedFact> facts_of(const std::vector<media::Frame>& frames, double end,
                                const std::vector<KnownThing>& things) {
  auto finder = make_thing_finder(things).value();
  for (const auto& frame : frames) EXPECT_TRUE(finder->see(frame));
  return finder->finish(end).value();
}

TEST(ThingFinder, TellsOneStayForEachShot) {
  const auto facts = facts_of({frame_with(0, 0), frame_with(0.5, 0, "ROADS"), frame_with(1, 0, "ROADS"),
                               frame_with(1.5, 0), frame_with(2, 0, "ROADS"), frame_with(2.5, 0, "ROADS"),
                               frame_with(3, 1, "ROADS"), frame_with(3.5, 1, "ROADS")},
                              4, {known("R", "ROADS"), known("K", "Kappa")});
  ASSERT_EQ(facts.size(), 3U);
  const std::vector<std::pair<double, double>> stays{{0.5, 1.5}, {2, 3}, {3, 4}};
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const auto& thing = std::get<facts::Known>(facts[i].of);
    EXPECT_EQ(thing.name, "ROADS");
    EXPECT_EQ(thing.main, "Logo");
    EXPECT_EQ(thing.library, "lib");
    EXPECT_EQ(thing.entity, "id-ROADS");
    EXPECT_DOUBLE_EQ(facts[i].from, stays[i].first);
    EXPECT_DOUBLE_EQ(facts[i].to, stays[i].second);
    EXPECT_GT(facts[i].score, 0.5F);
    ASSERT_FALSE(thing.sightings.empty());
    EXPECT_GT(iou(thing.sightings.front().box, {800, 200, 1100, 500}), 0.8F) << "displayed pixels";
  }
}

TEST(ThingFinder, APictureHasNoTimes) {
  const auto facts = facts_of({frame_with(0, 0, "ROADS")}, 0, {known("R", "ROADS")});
  ASSERT_EQ(facts.size(), 1U);
  EXPECT_DOUBLE_EQ(facts[0].to, 0);
}

TEST(ThingFinder, WhatStandsStillIsSeenOnAndHeldInFewSightings) {
  std::vector<media::Frame> frames;
  for (int i = 0; i < 300; ++i) {
    frames.push_back(frame_with(0, 0, "ROADS"));
    frames.back().time = i * 0.5;
  }
  const auto facts = facts_of(frames, 150, {known("R", "ROADS")});
  ASSERT_EQ(facts.size(), 1U);
  EXPECT_DOUBLE_EQ(facts[0].to, 150);
  EXPECT_LE(std::get<facts::Known>(facts[0].of).sightings.size(), 64U);
}

TEST(ThingFinder, FeaturesOfAnotherModelArePassedOver) {
  auto other = known("R", "ROADS");
  other.model = "sift 0";
  EXPECT_TRUE(facts_of({frame_with(0, 0, "ROADS")}, 0, {other}).empty());
}

TEST(ThingFinder, DamagedFeaturesAreAnError) {
  auto damaged = known("R", "ROADS");
  damaged.samples.front().resize(20);
  const auto finder = make_thing_finder({damaged});
  ASSERT_FALSE(finder);
  EXPECT_EQ(finder.error().kind, ErrorKind::kUsage);
}

}  // namespace
}  // namespace smarttag::vision
