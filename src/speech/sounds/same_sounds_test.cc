#include "speech/sounds/same_sounds.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace smarttag::speech {
namespace {

using testing::UnorderedElementsAre;

TimedFact sound(double from, double to, float score, const char* label, const char* analyser = "sound") {
  return {from, to, score, analyser, facts::Sound{label}, {}};
}

TEST(SameSounds, WhatTwoChannelsHearAtOnceIsOne) {
  std::vector<TimedFact> facts{sound(1, 3, 0.6F, "dog"), sound(8, 9, 0.7F, "dog"), sound(2, 4, 0.9F, "dog"),
                               sound(3, 3.5, 0.5F, "dog")};
  join_same_sounds(facts);
  EXPECT_THAT(facts, UnorderedElementsAre(sound(1, 4, 0.9F, "dog"), sound(8, 9, 0.7F, "dog")));
}

TEST(SameSounds, OthersStayApart) {
  const std::vector<TimedFact> apart{sound(1, 3, 0.6F, "dog"), sound(2, 4, 0.6F, "cat"),
                                     sound(2, 4, 0.6F, "dog", "sound-kind")};
  auto facts = apart;
  join_same_sounds(facts);
  EXPECT_THAT(facts, testing::UnorderedElementsAreArray(apart));
}

TEST(SameSounds, NoneAreNone) {
  std::vector<TimedFact> facts;
  join_same_sounds(facts);
  EXPECT_TRUE(facts.empty());
}

}  // namespace
}  // namespace smarttag::speech
