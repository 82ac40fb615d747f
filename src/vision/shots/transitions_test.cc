#include "vision/shots/transitions.h"

#include <string>

#include <gtest/gtest.h>
#include <spdlog/fmt/fmt.h>

namespace smarttag::vision::shots {
namespace {

// A frame for each letter, 25 a second: . nothing, m the middle of a transition, t part of one, b a blank
// part of one, p perhaps part of one. "0-0.40 | cut 0.40-1.00" for the shots.
std::string shots_of(const std::string& frames) {
  Transitions transitions;
  double time = 0;
  for (const char c : frames) {
    transitions.add({time, c == 'm' ? 0.9F : 0.1F, c == '.' ? 0.1F : c == 'p' ? 0.4F : 0.9F, c == 'b'});
    time += 0.04;
  }
  std::string text;
  for (const auto& shot : transitions.finish(time))
    text += fmt::format("{}{} {:.2f}-{:.2f}", text.empty() ? "" : " | ",
                        std::get<facts::Shot>(shot.of).begins, shot.from, shot.to);
  return text;
}

TEST(Transitions, ACutBeginsAShotWithTheFrameAfterIt) {
  EXPECT_EQ(shots_of("....m....."), " 0.00-0.20 | cut 0.20-0.40");
}

TEST(Transitions, ADissolveBeginsAShotInItsMiddle) {
  EXPECT_EQ(shots_of("....ttttmmtttt......"), " 0.00-0.36 | dissolve 0.36-0.80");
}

TEST(Transitions, AFadeIsOneTransitionThoughBothItsHalvesLookLikeOne) {
  EXPECT_EQ(shots_of("....ttmttbbttmtt...."), " 0.00-0.40 | fade 0.40-0.80");
}

TEST(Transitions, WhatMayBelongToATransitionJoinsItsHalves) {
  EXPECT_EQ(shots_of("....ttmtppppttmt...."), " 0.00-0.40 | dissolve 0.40-0.80");
  EXPECT_EQ(shots_of("..ppppm..."), " 0.00-0.28 | cut 0.28-0.40") << "alone it is nothing";
}

TEST(Transitions, WhatHasNoMiddleIsNone) { EXPECT_EQ(shots_of("...ttttt.."), " 0.00-0.40"); }

TEST(Transitions, AFadeToTheEndBeginsNoShot) { EXPECT_EQ(shots_of("....ttmtbb"), " 0.00-0.40"); }

TEST(Transitions, WithoutFramesThereIsOneShot) { EXPECT_EQ(shots_of(""), " 0.00-0.00"); }

}  // namespace
}  // namespace smarttag::vision::shots
