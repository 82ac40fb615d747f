#include "speech/whisper/log_mel.h"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

namespace smarttag::speech {
namespace {

// Two tones for half a second.
std::vector<float> tones() {
  std::vector<float> samples;
  for (int n = 0; n < 8000; ++n) {
    const double t = 2 * std::numbers::pi * n / 16000;
    samples.push_back(static_cast<float>(0.5 * std::sin(440 * t) + 0.25 * std::sin(3000 * t + 1)));
  }
  return samples;
}

// Values of openai/whisper's formula (audio.py), computed with numpy in double precision.
TEST(LogMel, IsWhispersFormula) {
  struct Golden {
    int bin;
    int column;
    float value;
  };
  const auto mel = LogMel(80)(tones(), 100);
  ASSERT_EQ(mel.size(), 80U * 100U);
  for (const auto& [bin, column, value] :
       std::initializer_list<Golden>{{0, 0, 0.99063F},    // the mirrored edge
                                     {10, 0, 1.33760F},   //
                                     {10, 25, 1.34874F},  // the first tone
                                     {11, 25, 1.43820F},
                                     {10, 49, 1.34951F},
                                     {10, 50, 1.26890F},  // half of the window is silent
                                     {30, 51, -0.14262F},
                                     {50, 25, -0.56180F},  // 8 below the loudest
                                     {79, 25, -0.56180F},
                                     {0, 99, -0.56180F}})
    EXPECT_NEAR(mel[static_cast<std::size_t>(bin * 100 + column)], value, 2e-4) << bin << ", " << column;
  double sum = 0;
  for (const float v : mel) sum += v;
  EXPECT_NEAR(sum / 8000, -0.458419, 1e-4);
}

TEST(LogMel, SilenceIsFlat) {
  for (const float v : LogMel(80)({}, 20)) EXPECT_FLOAT_EQ(v, (-10.0F + 4) / 4);
}

TEST(LogMel, WhatIsBeyondTheColumnsIsNotLookedAt) {
  auto samples = tones();
  const auto before = LogMel(80)(samples, 40);
  for (std::size_t i = 6400; i < samples.size(); ++i) samples[i] = 1;
  EXPECT_EQ(LogMel(80)(samples, 40), before);
}

TEST(LogMel, LargerModelsHaveMoreBins) { EXPECT_EQ(LogMel(128)(tones(), 50).size(), 128U * 50U); }

}  // namespace
}  // namespace smarttag::speech
