#include "speech/sounds/confirmed_kinds.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace smarttag::speech {
namespace {

using testing::UnorderedElementsAre;

TimedFact kind(double from, double to, const char* label) {
  return {from, to, 0.9F, "sound-kind", facts::Sound{label}, {}};
}
TimedFact event(double from, double to, const char* label) {
  return {from, to, 0.9F, "sound", facts::Sound{label}, {}};
}

TEST(ConfirmedKinds, WhatAnEventOverlapsRemains) {
  std::vector<TimedFact> facts{kind(0, 5, "music"), kind(8, 9, "music"), event(4, 6, "music"),
                               kind(1, 3, "speech")};
  keep_confirmed_kinds(facts);
  EXPECT_THAT(facts, UnorderedElementsAre(kind(0, 5, "music")));
}

TEST(ConfirmedKinds, AnotherEventConfirmsNothing) {
  std::vector<TimedFact> facts{kind(0, 5, "singing"), event(0, 5, "cello"), event(5, 7, "singing")};
  keep_confirmed_kinds(facts);
  EXPECT_THAT(facts, UnorderedElementsAre(event(0, 5, "cello"), event(5, 7, "singing")));
}

TEST(ConfirmedKinds, NoneAreNone) {
  std::vector<TimedFact> facts;
  keep_confirmed_kinds(facts);
  EXPECT_TRUE(facts.empty());
}

}  // namespace
}  // namespace smarttag::speech
