#include "media/video/sampler.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace smarttag::media {
namespace {

using ::testing::DoubleNear;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pointwise;

// Times looked at when frames come on screen at these times; the first one starts a shot, and so do `cuts`.
std::vector<double> looks(Sampler sampler, const std::vector<double>& frames,
                          const std::vector<double>& cuts = {}) {
  std::vector<double> seen;
  for (std::size_t i = 0; i < frames.size(); ++i) {
    const double time = frames[i];
    for (const double moment : sampler.passed(time)) seen.push_back(moment);
    const bool cut = i == 0 || std::find(cuts.begin(), cuts.end(), time) != cuts.end();
    if (sampler.looks(time, cut)) seen.push_back(time);
  }
  return seen;
}

std::vector<double> regular(double rate, double end, double start = 0) {
  std::vector<double> times;
  for (int i = 0; start + i / rate < end; ++i) times.push_back(start + i / rate);
  return times;
}

TEST(Sampler, TakesTheFirstFrameAtOrAfterEachMoment) {
  EXPECT_THAT(looks(Sampler(2), regular(25, 2)), Pointwise(DoubleNear(1e-9), {0.0, 0.52, 1.0, 1.52}));
}

TEST(Sampler, StartsAgainAtEachCut) {
  EXPECT_THAT(looks(Sampler(2), regular(10, 2), {0.7, 0.8}),
              Pointwise(DoubleNear(1e-9), {0.0, 0.5, 0.7, 0.8, 1.3, 1.8}));
}

TEST(Sampler, LooksAgainAtWhatStays) {
  EXPECT_THAT(looks(Sampler(2), {0, 2}), Pointwise(DoubleNear(1e-9), {0.0, 0.5, 1.0, 1.5, 2.0}));
}

TEST(Sampler, NeverDriftsFromItsMoments) {
  const auto seen = looks(Sampler(3), regular(29.97, 100));
  EXPECT_EQ(seen.size(), 300U);
  EXPECT_NEAR(seen.back(), 299.0 / 3, 1 / 29.97);
}

TEST(Sampler, RoundedTimesCountAsOnTime) {
  EXPECT_THAT(looks(Sampler(2), {0, 0.4999, 0.9995, 1.5}), ElementsAre(0, 0.4999, 0.9995, 1.5));
}

TEST(Sampler, FramesSlowerThanTheRateAreAllSeen) {
  const auto seen = looks(Sampler(2), regular(1, 5));
  EXPECT_EQ(seen.size(), 9U);
}

TEST(Sampler, AtRateZeroOnlyShotsAreSeen) {
  EXPECT_THAT(looks(Sampler(0), regular(25, 4), {1.0}), ElementsAre(0, 1.0));
}

TEST(Sampler, SameTimesAndALateStart) {
  EXPECT_THAT(looks(Sampler(2), {5, 5, 5, 5.5, 5.5}), ElementsAre(5, 5.5));
  EXPECT_THAT(Sampler(2).passed(1000), IsEmpty());
}

}  // namespace
}  // namespace smarttag::media
