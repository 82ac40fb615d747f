// Against the values of a NumPy version of Kaldi's formulas, which gives those of
// torchaudio.compliance.kaldi.
#include "speech/speakers/filter_banks.h"

#include <cmath>

#include <gtest/gtest.h>

namespace smarttag::speech {
namespace {

TEST(FilterBanks, AreThoseOfKaldi) {
  std::vector<float> sound(1000);
  for (std::size_t i = 0; i < sound.size(); ++i)
    sound[i] = static_cast<float>(0.3 * std::sin(std::pow(static_cast<double>(i), 1.3) * 0.013));
  const auto rows = FilterBanks()(sound);
  ASSERT_EQ(rows.size(), 4U * FilterBanks::kBins);
  const std::pair<std::size_t, float> first[] = {
      {0, 14.075815F}, {1, 14.831675F}, {20, 7.253173F}, {40, 0.8768862F}};
  for (const auto& [bin, value] : first) EXPECT_NEAR(rows[bin], value, 0.02) << bin;
  const std::pair<std::size_t, float> last[] = {{0, 12.884325F}, {1, 10.217779F}, {20, 8.177695F}};
  for (const auto& [bin, value] : last) EXPECT_NEAR(rows[3 * FilterBanks::kBins + bin], value, 0.02) << bin;
}

TEST(FilterBanks, OfTooLittleSoundAreNone) {
  EXPECT_TRUE(FilterBanks()(std::vector<float>(399)).empty());
  EXPECT_EQ(FilterBanks::frames(400), 1U);
  EXPECT_EQ(FilterBanks::frames(0), 0U);
}

}  // namespace
}  // namespace smarttag::speech
