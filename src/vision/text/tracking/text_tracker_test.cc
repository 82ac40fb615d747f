#include "vision/text/tracking/text_tracker.h"

#include <gmock/gmock.h>

#include "vision/text/watching/drawn_view_test.h"

namespace smarttag::vision::text {
namespace {

using ::testing::ElementsAre;

// Words on the screen; read as `read_as` where that is given.
struct Shown {
  std::string words;
  cv::Point at{100, 400};
  std::string read_as = {};
  float score = 0.99F;
  int brightness = 255;
};

// Two samples a second, each looked at; knows what is asked to be read.
class TextTrackerTest : public ::testing::Test {
 protected:
  // One sample in which a reader would find `shown`.
  void see(const std::vector<Shown>& shown, bool unchanged = false) {
    View view{time_, ground(seed_), 1.5F};
    std::vector<TextLine> lines;
    for (const auto& s : shown) {
      Quad quad = write(view.grey, s.words, s.at, 1, s.brightness);
      for (auto& corner : quad) corner *= view.scale;
      lines.push_back({s.read_as.empty() ? s.words : s.read_as, s.score, quad});
    }
    tracker_.begin(view, 2, unchanged);
    std::vector<Quad> found;
    found.reserve(lines.size());
    for (const auto& line : lines) found.push_back(line.quad);
    const auto unread = tracker_.unread(found);
    std::erase_if(lines, [&](const TextLine& line) {
      return std::find(unread.begin(), unread.end(), line.quad) == unread.end();
    });
    reads_ += lines.size();
    tracker_.read(lines);
    tracker_.end();
    time_ += 0.5;
  }

  void see_often(int times, const std::vector<Shown>& shown) {
    for (int i = 0; i < times; ++i) see(shown);
  }

  std::vector<TimedFact> finish() { return tracker_.finish(time_); }

  static std::vector<std::string> texts(const std::vector<TimedFact>& facts) {
    std::vector<std::string> out;
    out.reserve(facts.size());
    for (const auto& f : facts) out.push_back(what(f));
    return out;
  }

  TextTracker tracker_;
  double time_ = 0;
  int seed_ = 1;  // of the background
  std::size_t reads_ = 0;
};

TEST_F(TextTrackerTest, ALineThatStaysIsReadOnceAndIsOneFact) {
  see_often(2, {});
  see_often(6, {{"Evening News"}});
  see_often(4, {});
  const auto facts = finish();
  ASSERT_EQ(facts.size(), 1U);
  EXPECT_NE(facts[0].as<facts::TextLine>(), nullptr);
  EXPECT_EQ(what(facts[0]), "Evening News");
  EXPECT_EQ(facts[0].from, 1.0);
  EXPECT_EQ(facts[0].to, 4.0) << "the first sample without it";
  EXPECT_EQ(sightings_of(facts[0]).size(), 6U);
  EXPECT_EQ(reads_, 1U);
}

TEST_F(TextTrackerTest, BoxesAreInDisplayedPixels) {
  see_often(2, {{"Evening News", {100, 400}}});
  const auto facts = finish();
  ASSERT_EQ(facts.size(), 1U);
  // View to frame 1.5, frame to display 2.
  EXPECT_NEAR(sightings_of(facts[0])[1].box.left, (100 - 4) * 3, 1);
  EXPECT_NEAR(sightings_of(facts[0])[1].box.bottom, 400 * 3, 40);
}

TEST_F(TextTrackerTest, WhatIsOnScreenAtTheEndLastsToTheEnd) {
  see_often(3, {{"Evening News"}});
  EXPECT_EQ(tracker_.finish(60)[0].to, 60);
}

TEST_F(TextTrackerTest, OneHiddenSampleIsBridged) {
  see_often(3, {{"Evening News"}});
  see({});
  see_often(3, {{"Evening News"}});
  const auto facts = finish();
  ASSERT_EQ(facts.size(), 1U);
  EXPECT_EQ(sightings_of(facts[0]).size(), 6U) << "the hidden sample is no sighting";
  EXPECT_EQ(facts[0].to, 3.5);
}

TEST_F(TextTrackerTest, TwoSamplesWithoutItEndAFact) {
  see_often(3, {{"Evening News"}});
  see_often(3, {});
  see_often(3, {{"Evening News"}});
  const auto facts = finish();
  ASSERT_EQ(facts.size(), 2U);
  EXPECT_EQ(facts[0].to, 1.5);
  EXPECT_EQ(facts[1].from, 3.0);
}

TEST_F(TextTrackerTest, AnotherLineAtItsPlaceEndsItAtOnce) {
  see_often(4, {{"Evening News"}});
  see_often(4, {{"Morning Talk"}});
  const auto facts = finish();
  ASSERT_THAT(texts(facts), ElementsAre("Evening News", "Morning Talk"));
  EXPECT_EQ(facts[0].to, 2.0);
  EXPECT_EQ(facts[1].from, 2.0);
}

TEST_F(TextTrackerTest, EachTimeOfAClockIsAFact) {
  for (const auto* time : {"20:15:07", "20:15:08", "20:15:09"}) see_often(2, {{time, {600, 60}}});
  const auto facts = finish();
  ASSERT_THAT(texts(facts), ElementsAre("20:15:07", "20:15:08", "20:15:09"));
  for (const auto& fact : facts) EXPECT_EQ(sightings_of(fact).size(), 2U) << what(fact);
}

TEST_F(TextTrackerTest, ALineGoesOnOverACut) {
  see_often(3, {{"Evening News"}});
  seed_ = 7;
  see_often(3, {{"Evening News"}});
  EXPECT_EQ(finish().size(), 1U);
}

TEST_F(TextTrackerTest, ABackgroundThatMovesDoesNotEndIt) {
  for (seed_ = 1; seed_ <= 12; ++seed_) see({{"Evening News"}});
  const auto facts = finish();
  ASSERT_EQ(facts.size(), 1U);
  EXPECT_EQ(sightings_of(facts[0]).size(), 12U);
  EXPECT_LE(reads_, 3U);
}

TEST_F(TextTrackerTest, ALineThatMovesIsFollowedWithoutReading) {
  for (int i = 0; i < 8; ++i) see({{"Directed by", {300, 500 - 25 * i}}});
  const auto facts = finish();
  ASSERT_EQ(facts.size(), 1U);
  EXPECT_EQ(sightings_of(facts[0]).size(), 8U);
  EXPECT_LT(sightings_of(facts[0])[7].box.top, sightings_of(facts[0])[0].box.top - 400);
  EXPECT_EQ(reads_, 1U);
}

TEST_F(TextTrackerTest, TextThatJumpsFarIsTheSameFactIfItReadsTheSame) {
  see_often(2, {{"Directed by", {100, 500}}});
  see_often(2, {{"Directed by", {600, 100}}});
  EXPECT_EQ(finish().size(), 1U);
}

TEST_F(TextTrackerTest, TheSameWordsAtTwoPlacesAreTwoFacts) {
  see_often(4, {{"SALE", {100, 100}}, {"SALE", {600, 400}}});
  const auto facts = finish();
  ASSERT_EQ(facts.size(), 2U);
  EXPECT_EQ(sightings_of(facts[0]).size(), 4U);
  EXPECT_EQ(sightings_of(facts[1]).size(), 4U);
}

TEST_F(TextTrackerTest, AReadingGoneWrongIsOutvoted) {
  see({{"Evening News", {100, 400}, "Evening News", 0.9F}});
  seed_ = 9;
  see({{"Evening News", {160, 300}, "Evenimg News", 0.8F}});
  see_often(2, {{"Evening News", {400, 150}, "Evening News", 0.95F}});
  EXPECT_THAT(texts(finish()), ElementsAre("Evening News"));
}

TEST_F(TextTrackerTest, TextThatIsTypedGrows) {
  see_often(2, {{"To be"}});
  see_often(2, {{"To be or not"}});
  see_often(2, {{"To be or not to be"}});
  const auto facts = finish();
  ASSERT_THAT(texts(facts), ElementsAre("To be or not to be"));
  EXPECT_EQ(facts[0].from, 0);
}

// Something passes in front of its middle.
TEST_F(TextTrackerTest, WhatIsLeftOnBothSidesOfAHiddenMiddleIsOneLine) {
  see_often(3, {{"The harbour at dawn"}});
  see({{"The harbour"}, {"wn", {390, 400}}});
  see_often(3, {{"The harbour at dawn"}});
  EXPECT_THAT(texts(finish()), ElementsAre("The harbour at dawn"));
}

TEST_F(TextTrackerTest, APartThatIsMisreadIsNoLineOfItsOwn) {
  see_often(3, {{"The harbour at dawn"}});
  see({{"The harbour"}, {"wn", {390, 400}, "vvn"}});
  see_often(3, {{"The harbour at dawn"}});
  EXPECT_THAT(texts(finish()), ElementsAre("The harbour at dawn"));
}

TEST_F(TextTrackerTest, AShortLineBesideAKnownOneIsALineOfItsOwn) {
  see_often(3, {{"The harbour at dawn"}});
  see_often(3, {{"The harbour at dawn"}, {"dawn", {100, 300}}});
  EXPECT_THAT(texts(finish()), ElementsAre("The harbour at dawn", "dawn"));
}

TEST_F(TextTrackerTest, RemembersWhereALineStoodForHalfAMinute) {
  see_often(2, {{"Evening News"}});
  EXPECT_TRUE(tracker_.left_places().empty());
  see_often(3, {});
  ASSERT_EQ(tracker_.left_places().size(), 1U);
  EXPECT_GT(tracker_.left_places()[0].width(), 150);
  tracker_.begin({time_ + 31, ground(), 1.5F}, 2, false);
  EXPECT_TRUE(tracker_.left_places().empty());
}

TEST_F(TextTrackerTest, ATickerIsJoined) {
  const std::string all = "Parliament votes on the new budget tomorrow and snow closes roads";
  for (std::size_t i = 0; i + 24 <= all.size(); i += 6) {
    see({{all.substr(i, 24), {0, 520}}});
    time_ += 1;
  }
  const auto facts = finish();
  ASSERT_EQ(facts.size(), 1U);
  EXPECT_EQ(what(facts[0]), all.substr(0, (all.size() - 24) / 6 * 6 + 24));
}

TEST_F(TextTrackerTest, ALineReadPoorlyIsReadAgainWhenItIsClearer) {
  see({{"Evening News", {100, 400}, "Evning Nevs", 0.7F, 110}});
  see({{"Evening News", {100, 400}, "Evening News", 0.99F, 250}});
  see({{"Evening News", {100, 400}, "Evening News", 0.99F, 250}});
  EXPECT_THAT(texts(finish()), ElementsAre("Evening News"));
  EXPECT_EQ(reads_, 2U);
}

TEST_F(TextTrackerTest, ALineFoundLateIsSeenInTheSamplesBefore) {
  // Three samples that show it but were not looked at.
  for (int i = 0; i < 3; ++i) {
    View view{time_, ground(), 1.5F};
    write(view.grey, "Evening News");
    tracker_.begin(view, 2, false);
    tracker_.end();
    time_ += 0.5;
  }
  see({{"Evening News"}});
  const auto facts = finish();
  ASSERT_EQ(facts.size(), 1U);
  EXPECT_EQ(facts[0].from, 0);
  EXPECT_EQ(sightings_of(facts[0]).size(), 4U);
}

TEST_F(TextTrackerTest, AnUnchangedPictureShowsTheSameLines) {
  see({{"Evening News"}});
  see({}, true);  // what is drawn does not matter
  see({}, true);
  const auto facts = finish();
  ASSERT_EQ(facts.size(), 1U);
  EXPECT_EQ(sightings_of(facts[0]).size(), 3U);
}

TEST_F(TextTrackerTest, TellsWhatNeedsALook) {
  EXPECT_FALSE(tracker_.lost());
  see({{"Evening News"}});
  tracker_.begin({time_, ground(), 1.5F}, 2, false);
  EXPECT_TRUE(tracker_.lost());
  tracker_.end();
}

TEST_F(TextTrackerTest, NothingSeenIsNothingTold) {
  see_often(3, {});
  EXPECT_TRUE(finish().empty());
  EXPECT_TRUE(TextTracker().finish(0).empty());
}

}  // namespace
}  // namespace smarttag::vision::text
