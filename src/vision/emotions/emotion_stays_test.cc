#include "vision/emotions/emotion_stays.h"

#include <gtest/gtest.h>

namespace smarttag::vision::emotions {
namespace {

constexpr Box kLeft{100, 100, 200, 220}, kNearby{110, 105, 212, 226}, kRight{500, 90, 610, 220};

TEST(EmotionStays, AFaceThatKeepsItsLookIsOneStay) {
  EmotionStays stays;
  stays.see(0, true, {{kLeft, "happy", 0.9F}});
  stays.see(1, false, {{kNearby, "happy", 0.7F}});
  stays.see(2, false, {});
  const auto facts = stays.finish(5);
  ASSERT_EQ(facts.size(), 1U);
  EXPECT_EQ(facts[0].from, 0);
  EXPECT_EQ(facts[0].to, 2) << "until the look that does not show it";
  EXPECT_FLOAT_EQ(facts[0].score, 0.8F);
  EXPECT_EQ(sightings_of(facts[0]).size(), 2U);
}

TEST(EmotionStays, AnotherLookAnotherPlaceAndAnotherShotAreOthers) {
  EmotionStays stays;
  stays.see(0, true, {{kLeft, "happy", 0.9F}, {kRight, "happy", 0.9F}});
  stays.see(1, false, {{kLeft, "sad", 0.9F}, {kRight, "happy", 0.9F}});
  stays.see(2, true, {{kRight, "happy", 0.9F}});
  const auto facts = stays.finish(4);
  ASSERT_EQ(facts.size(), 4U);
  EXPECT_EQ(facts[0].to, 1);
  EXPECT_EQ(facts[1].to, 2) << "the face on the right, until the cut";
  EXPECT_EQ(what(facts[2]), "sad");
  EXPECT_EQ(facts[3].from, 2);
  EXPECT_EQ(facts[3].to, 4);
}

TEST(EmotionStays, OfAPictureLastNoTime) {
  EmotionStays stays;
  stays.see(0, true, {{kLeft, "happy", 0.9F}});
  const auto facts = stays.finish(0);
  ASSERT_EQ(facts.size(), 1U);
  EXPECT_EQ(facts[0].to, 0);
}

}  // namespace
}  // namespace smarttag::vision::emotions
