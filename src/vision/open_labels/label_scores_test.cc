#include "vision/open_labels/label_scores.h"

#include <array>
#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace smarttag::vision::open_labels {
namespace {

LabelPrompt asked(const char* name) { return {"Label", name, "", "", "", true, 0}; }
LabelPrompt known(const char* main, const char* name) { return {main, name, "", "", "", false, 0}; }

TEST(LabelScores, ALabelThatIsAskedForIsWeighedAgainstTheNeutralSentencesAlone) {
  const std::array labels{0.30F, 0.30F};
  const std::array neutral{0.20F, 0.20F};
  const auto found = scores({asked("a"), asked("b")}, labels, neutral, {10, {}});
  // e / (e + 2), whatever else is asked for
  EXPECT_NEAR(found[0], std::exp(1.0F) / (std::exp(1.0F) + 2), 1e-5);
  EXPECT_FLOAT_EQ(found[0], found[1]);
}

TEST(LabelScores, NamesOfOneMainTagCompete) {
  const std::array labels{0.30F, 0.30F, 0.30F};
  const std::array neutral{0.0F};
  const auto found =
      scores({known("Scene", "a"), known("Scene", "b"), known("Action", "c")}, labels, neutral, {100, {}});
  EXPECT_NEAR(found[0], 0.5F, 1e-5);
  EXPECT_NEAR(found[1], 0.5F, 1e-5);
  EXPECT_NEAR(found[2], 1.0F, 1e-5);
}

TEST(LabelScores, AModelWithABiasGivesItsOwnProbability) {
  const std::array labels{0.125F};
  const std::array neutral{0.9F};
  const auto found = scores({asked("a")}, labels, neutral, {100, -12.5F});
  EXPECT_NEAR(found[0], 0.5F, 1e-5);
}

TEST(LabelScores, NothingOverflows) {
  const std::array labels{1.0F, -1.0F};
  const std::array neutral{-1.0F};
  for (const float score : scores({asked("a"), known("Scene", "b")}, labels, neutral, {10000, {}})) {
    EXPECT_GE(score, 0);
    EXPECT_LE(score, 1);
  }
}

TEST(LabelScores, WithoutNeutralSentencesALabelAloneIsSure) {
  const std::array labels{0.1F};
  EXPECT_NEAR(scores({asked("a")}, labels, {}, {100, {}})[0], 1.0F, 1e-5);
}

}  // namespace
}  // namespace smarttag::vision::open_labels
