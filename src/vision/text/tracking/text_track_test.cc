#include "vision/text/tracking/text_track.h"

#include <gtest/gtest.h>

namespace smarttag::vision::text {
namespace {

TEST(Readings, TheMajorityWins) {
  Readings readings;
  readings.add("Mews", 0.9F);
  readings.add("News", 0.8F);
  readings.add("News", 0.85F);
  EXPECT_EQ(readings.text(), "News");
  EXPECT_FLOAT_EQ(readings.score(), 0.85F);
}

TEST(Readings, TheSurerOfTwoWins) {
  Readings readings;
  readings.add("Mews", 0.7F);
  readings.add("News", 0.95F);
  EXPECT_EQ(readings.text(), "News");
}

TEST(Readings, APartCountsLess) {
  Readings readings;
  readings.add("ews", 0.99F, 0.3F);
  readings.add("News", 0.8F);
  EXPECT_EQ(readings.text(), "News");
}

TEST(Readings, ManyWrongOnesDoNotPushOutTheWinner) {
  Readings readings;
  readings.add("News", 0.99F);
  for (int i = 0; i < 50; ++i) readings.add("junk" + std::to_string(i), 0.5F);
  EXPECT_EQ(readings.text(), "News");
}

TEST(Readings, NoneSaysNothing) {
  EXPECT_EQ(Readings().text(), "");
  EXPECT_EQ(Readings().score(), 0);
}

TEST(FactOf, TellsTheStay) {
  TextTrack track;
  track.readings.add("News", 0.9F);
  track.sightings = {{1, {0, 0, 9, 9}, 0.9F}, {1.5, {1, 0, 10, 9}, 0.7F}};
  const auto fact = fact_of(track, 2);
  EXPECT_NE(fact.as<facts::TextLine>(), nullptr);
  EXPECT_EQ(what(fact), "News");
  EXPECT_EQ(fact.analyser, "ocr");
  EXPECT_EQ(fact.from, 1);
  EXPECT_EQ(fact.to, 2);
  EXPECT_FLOAT_EQ(fact.score, 0.8F);
  EXPECT_EQ(fact_of(track, 0).to, 1.5) << "never before its last sighting";
}

}  // namespace
}  // namespace smarttag::vision::text
