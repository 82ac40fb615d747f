#include "speech/sounds/stretches.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace smarttag::speech {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<SoundStretch> stretches_in(const std::vector<float>& values, const StretchRule& rule) {
  Stretches stretches(rule);
  std::vector<SoundStretch> found;
  for (const float value : values)
    if (const auto over = stretches.see(value)) found.push_back(*over);
  if (const auto over = stretches.finish()) found.push_back(*over);
  return found;
}

TEST(Stretches, GrowsToBothSidesOfWhatOpensIt) {
  const StretchRule rule{0.5F, 0.25F, 0, 1, true};
  EXPECT_THAT(stretches_in({0, 0.25F, 0.75F, 0.5F, 0.125F, 0}, rule), ElementsAre(SoundStretch{1, 3, 0.5F}));
}

TEST(Stretches, WhatNeverOpensIsNone) {
  EXPECT_THAT(stretches_in({0.4F, 0.4F, 0.4F, 0}, {0.5F, 0.25F, 0, 1, true}), IsEmpty());
}

TEST(Stretches, AGapIsBridgedAndCountsForTheMean) {
  const StretchRule rule{0.5F, 0.25F, 1, 1, true};
  EXPECT_THAT(stretches_in({0.75F, 0, 0.75F, 0, 0, 1}, rule),
              ElementsAre(SoundStretch{0, 2, 0.5F}, SoundStretch{5, 5, 1}));
}

TEST(Stretches, TheLastGapIsNoPartOfIt) {
  EXPECT_THAT(stretches_in({1, 0, 0, 0}, {0.5F, 0.25F, 2, 1, true}), ElementsAre(SoundStretch{0, 0, 1}));
  EXPECT_THAT(stretches_in({1, 1, 0}, {0.5F, 0.25F, 2, 1, true}), ElementsAre(SoundStretch{0, 1, 1}));
}

TEST(Stretches, AShortOneIsNone) {
  const StretchRule rule{0.5F, 0.25F, 0, 2, false};
  EXPECT_THAT(stretches_in({1, 0, 0.5F, 0.75F}, rule), ElementsAre(SoundStretch{2, 3, 0.75F}));
}

std::vector<float> in_two(const std::vector<float>& values) {
  InTwoSteps steps;
  std::vector<float> out;
  for (const float value : values)
    if (const auto known = steps.see(value)) out.push_back(*known);
  if (const auto last = steps.finish()) out.push_back(*last);
  return out;
}

TEST(InTwoSteps, WhatIsInOneStepAloneIsNothing) {
  EXPECT_THAT(in_two({0, 1, 0, 0}), ElementsAre(0, 0, 0, 0));
  EXPECT_THAT(in_two({0, 0, 1}), ElementsAre(0, 0, 0));
  EXPECT_THAT(in_two({1}), ElementsAre(0));
}

TEST(InTwoSteps, TheLesserOfTwoCountsForBoth) {
  EXPECT_THAT(in_two({0, 1, 0.5F, 0}), ElementsAre(0, 0.5F, 0.5F, 0));
  EXPECT_THAT(in_two({0.25F, 1, 0.75F}), ElementsAre(0.25F, 0.75F, 0.75F));
}

TEST(InTwoSteps, NothingGivesNothing) { EXPECT_THAT(in_two({}), IsEmpty()); }

}  // namespace
}  // namespace smarttag::speech
