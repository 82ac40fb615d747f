#include "vision/objects/model/suppression.h"

#include <gtest/gtest.h>

namespace smarttag::vision::objects {
namespace {

TEST(JoinOverlapping, KeepsTheEvidenceForEveryClass) {
  const auto joined =
      join_overlapping({{{0, 0, 100, 100}, {0.4F, 0.1F}}, {{0, 0, 100, 90}, {0.2F, 0.3F}}}, 0.6F, 0.2F);
  ASSERT_EQ(joined.size(), 1U);
  EXPECT_EQ(joined[0].scores, (std::vector<float>{0.4F, 0.3F}));
}

TEST(JoinOverlapping, TheBoxIsTheMeanByScore) {
  const auto joined = join_overlapping({{{0, 0, 100, 100}, {0.6F}}, {{4, 0, 100, 96}, {0.2F}}}, 0.6F, 0.2F);
  ASSERT_EQ(joined.size(), 1U);
  EXPECT_NEAR(joined[0].box.left, 1, 1e-4);
  EXPECT_NEAR(joined[0].box.bottom, 99, 1e-4);
}

TEST(JoinOverlapping, ThingsSideBySideStayTwo) {
  const auto joined = join_overlapping({{{0, 0, 100, 100}, {0.5F}}, {{50, 0, 150, 100}, {0.7F}}}, 0.6F, 0.2F);
  ASSERT_EQ(joined.size(), 2U);
  EXPECT_FLOAT_EQ(joined[0].best(), 0.7F) << "the best first";
}

TEST(JoinOverlapping, AThingInsideAnotherStays) {
  EXPECT_EQ(join_overlapping({{{0, 0, 100, 200}, {0.9F}}, {{40, 50, 60, 100}, {0.5F}}}, 0.6F, 0.2F).size(),
            2U);
}

TEST(JoinOverlapping, OverlapCountsFromTheBestNotAlongAChain) {
  // Each box overlaps the next by 0.67, the first and the last by 0.43.
  const auto joined = join_overlapping(
      {{{0, 0, 100, 100}, {0.9F}}, {{20, 0, 120, 100}, {0.8F}}, {{40, 0, 140, 100}, {0.7F}}}, 0.6F, 0.2F);
  EXPECT_EQ(joined.size(), 2U);
}

TEST(JoinOverlapping, WeakOnesJoinButStartNone) {
  const std::vector<Detection> weak{{{0, 0, 10, 10}, {0.19F}}, {{100, 0, 110, 10}, {0.15F}}};
  EXPECT_TRUE(join_overlapping(weak, 0.6F, 0.2F).empty());
  EXPECT_TRUE(join_overlapping({}, 0.6F, 0.2F).empty());
}

}  // namespace
}  // namespace smarttag::vision::objects
