#include "speech/sounds/row_stream.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace smarttag::speech {
namespace {

using testing::ElementsAre;

// A "network" whose row is the sample in the middle of what it is about: windows of ten rows, every ten
// samples, of which two lack what went before and three what comes.
constexpr RowShape kShape{120, 10, 10, 20, 2, 3};

class Rows {
 public:
  Rows()
      : stream_(kShape, 1, [this](std::span<const float> window) -> Result<std::span<const float>> {
          EXPECT_EQ(window.size(), 120U);
          ++windows;
          out_.clear();
          for (std::size_t row = 0; row < 10; ++row) out_.push_back(window[row * 10 + 10]);
          return std::span<const float>(out_);
        }) {}

  void add(std::size_t from, std::size_t to) {
    std::vector<float> samples;
    for (std::size_t i = from; i < to; ++i) samples.push_back(static_cast<float>(i + 1));
    EXPECT_TRUE(stream_.add(samples, [this](auto row) { seen.push_back(row[0]); }));
  }
  void finish() {
    EXPECT_TRUE(stream_.finish([this](auto row) { seen.push_back(row[0]); }));
  }

  std::vector<float> seen;
  int windows = 0;

 private:
  std::vector<float> out_;
  RowStream stream_;
};

TEST(RowStream, RowsFollowEachOtherHoweverTheSoundComes) {
  for (const std::size_t piece : {1U, 7U, 120U, 400U}) {
    Rows rows;
    for (std::size_t at = 0; at < 400; at += piece) rows.add(at, std::min<std::size_t>(400, at + piece));
    rows.finish();
    // The first row is about samples -10 to 10, with its middle at the first one.
    ASSERT_EQ(rows.seen.size(), 41U) << piece;
    for (std::size_t i = 0; i < 40; ++i) EXPECT_EQ(rows.seen[i], static_cast<float>(10 * i + 1)) << piece;
    EXPECT_EQ(rows.seen[40], 0) << "half a step behind the end";
  }
}

TEST(RowStream, ShortSoundIsFilledWithSilence) {
  Rows rows;
  rows.add(0, 12);
  rows.finish();
  EXPECT_THAT(rows.seen, ElementsAre(1, 11));
  EXPECT_EQ(rows.windows, 1);
}

TEST(RowStream, NoSoundHasNoRows) {
  Rows rows;
  rows.finish();
  EXPECT_TRUE(rows.seen.empty());
  EXPECT_EQ(rows.windows, 0);
}

TEST(RowStream, AnErrorEndsIt) {
  RowStream stream(kShape, 1, [](auto) -> Result<std::span<const float>> {
    return fail(ErrorKind::kAnalysisFailed, "no");
  });
  EXPECT_TRUE(stream.add(std::vector<float>(50), [](auto) {}));
  EXPECT_FALSE(stream.add(std::vector<float>(100), [](auto) {}));
  EXPECT_FALSE(stream.finish([](auto) {}));
}

}  // namespace
}  // namespace smarttag::speech
