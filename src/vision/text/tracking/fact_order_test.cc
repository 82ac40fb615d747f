#include "vision/text/tracking/fact_order.h"

#include <gmock/gmock.h>

namespace smarttag::vision::text {
namespace {

using ::testing::ElementsAre;

TimedFact fact(const std::string& text, double from, double to, Box box = {100, 600, 400, 640}) {
  facts::TextLine line{text, {}};
  for (int i = 0; from + i * 0.5 < to; ++i) line.sightings.push_back({from + i * 0.5, box, 0.9F});
  return {from, to, 0.9F, "ocr", std::move(line), {}};
}

std::vector<std::string> texts(const std::vector<TimedFact>& facts) {
  std::vector<std::string> out;
  out.reserve(facts.size());
  for (const auto& f : facts) out.push_back(what(f));
  return out;
}

TEST(WithoutGaps, ALineLostForAMomentIsOneFact) {
  const auto out = without_gaps({fact("News", 4.5, 8), fact("News", 0, 4)});
  ASSERT_EQ(out.size(), 1U);
  EXPECT_EQ(out[0].from, 0);
  EXPECT_EQ(out[0].to, 8);
  EXPECT_EQ(sightings_of(out[0]).size(), 15U);
  EXPECT_TRUE(std::is_sorted(sightings_of(out[0]).begin(), sightings_of(out[0]).end(),
                             [](const Sighting& a, const Sighting& b) { return a.time < b.time; }));
}

TEST(WithoutGaps, TheLongerStayGivesTheText) {
  EXPECT_THAT(texts(without_gaps({fact("NEWS", 0, 1), fact("News", 1, 9)})), ElementsAre("News"));
}

TEST(WithoutGaps, ALineThatComesAgainLaterIsAnotherFact) {
  EXPECT_EQ(without_gaps({fact("News", 0, 4), fact("News", 5, 8)}).size(), 2U);
}

TEST(WithoutGaps, OtherPlacesAndOtherTextsAreOtherFacts) {
  EXPECT_EQ(without_gaps({fact("News", 0, 4), fact("News", 4, 8, {900, 20, 1100, 60})}).size(), 2U);
  EXPECT_EQ(without_gaps({fact("News", 0, 4), fact("Views", 4, 8)}).size(), 2U);
}

TEST(WithoutGaps, AFactThatWasNeverSeenIsDropped) { EXPECT_TRUE(without_gaps({fact("News", 3, 3)}).empty()); }

TEST(InOrder, ByTimeThenAsTheyAreRead) {
  EXPECT_THAT(texts(in_order({fact("late", 2, 3), fact("low", 0, 1, {0, 500, 90, 540}),
                              fact("high", 0, 9, {0, 20, 90, 60}), fact("right", 0, 2, {200, 22, 290, 62})})),
              ElementsAre("high", "right", "low", "late"));
  EXPECT_TRUE(in_order({}).empty());
}

}  // namespace
}  // namespace smarttag::vision::text
