#include "tagging/building/timeline.h"

#include <gtest/gtest.h>

namespace smarttag::tagging {
namespace {

TEST(Timeline, JoinsWhatOverlapsOrLiesWithinTheGap) {
  const auto out = merged({{5, 6, 0.2}, {0, 1, 0.5}, {0.5, 2, 0.9}, {2.8, 3, 0.1}}, 1.0);
  ASSERT_EQ(out.size(), 2U);
  EXPECT_DOUBLE_EQ(out[0].from, 0);
  EXPECT_DOUBLE_EQ(out[0].to, 3);
  EXPECT_DOUBLE_EQ(out[0].score, 0.9);
  EXPECT_DOUBLE_EQ(out[1].from, 5);
}

TEST(Timeline, AStretchInsideAnotherDoesNotShortenIt) {
  const auto out = merged({{0, 10, 0.5}, {2, 3, 0.5}}, 0);
  ASSERT_EQ(out.size(), 1U);
  EXPECT_DOUBLE_EQ(out[0].to, 10);
}

TEST(Timeline, CountsOverlapsOnce) { EXPECT_DOUBLE_EQ(covered({{0, 4, 1}, {2, 6, 1}}), 6); }

TEST(Timeline, AShareNeverLeavesZeroToOne) {
  EXPECT_DOUBLE_EQ(share({{0, 5, 1}}, 4), 1);
  EXPECT_DOUBLE_EQ(share({{0, 5, 1}}, 0), 0);
  EXPECT_DOUBLE_EQ(share({}, 10), 0);
}

}  // namespace
}  // namespace smarttag::tagging
