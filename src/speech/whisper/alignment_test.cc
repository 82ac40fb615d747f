#include "speech/whisper/alignment.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace smarttag::speech {
namespace {

// Two heads; each row looks at the columns [from, to) given for it, and a little everywhere.
Attention looking(const std::vector<std::pair<std::size_t, std::size_t>>& rows, std::size_t columns) {
  Attention attention{2, rows.size(), columns, {}};
  for (int head = 0; head < 2; ++head)
    for (const auto& [from, to] : rows) {
      std::vector<float> row(columns, 0.001F);
      std::fill(row.begin() + static_cast<std::ptrdiff_t>(from),
                row.begin() + static_cast<std::ptrdiff_t>(to), 0.1F);
      float sum = 0;
      for (const float share : row) sum += share;
      for (const float share : row) attention.values.push_back(share / sum);
    }
  return attention;
}

TEST(Alignment, EachTokenBeginsWhereItsRowBeginsToLook) {
  const auto found = beginnings(looking({{0, 20}, {20, 50}, {50, 60}, {60, 100}}, 100), 100);
  ASSERT_EQ(found.size(), 4U);
  EXPECT_NEAR(found[0], 0.0, 0.03);
  EXPECT_NEAR(found[1], 0.4, 0.03);
  EXPECT_NEAR(found[2], 1.0, 0.03);
  EXPECT_NEAR(found[3], 1.2, 0.03);
}

TEST(Alignment, TimeNeverGoesBack) {
  const auto found = beginnings(looking({{60, 100}, {0, 20}, {20, 60}}, 100), 100);
  EXPECT_TRUE(std::is_sorted(found.begin(), found.end()));
}

TEST(Alignment, TheSilenceBehindTheSpeechIsNotLookedAt) {
  // The last row is given to the silence behind, as the decoder does at the end.
  const auto found = beginnings(looking({{0, 20}, {20, 50}, {90, 100}}, 100), 50);
  for (const double time : found) EXPECT_LT(time, 1.0);
}

TEST(Alignment, NothingToAlign) {
  EXPECT_TRUE(beginnings({}, 10).empty());
  EXPECT_EQ(beginnings(looking({{0, 1}, {1, 2}}, 2), 0), (std::vector<double>{0, 0}));
  EXPECT_EQ(beginnings(looking({{0, 1}, {1, 2}}, 2), 2).size(), 2U);
}

}  // namespace
}  // namespace smarttag::speech
