#include "speech/listening/segmenter.h"

#include <numeric>

#include <gtest/gtest.h>

namespace smarttag::speech {
namespace {

constexpr std::int64_t kChunk = 512;
constexpr int kChunksOfSecond = 32;  // about: 31.25

// Feeds runs of {chunks, probability}; sample n of the sound has the value n, so that every window can be
// checked.
class SegmenterTest : public testing::Test {
 protected:
  void feed(const std::vector<std::pair<int, float>>& runs) {
    for (const auto& [count, probability] : runs)
      for (int i = 0; i < count; ++i) {
        std::vector<float> sound(kChunk);
        std::iota(sound.begin(), sound.end(), static_cast<float>(fed_));
        fed_ += kChunk;
        segmenter_.hear(sound);
        segmenter_.judge(std::vector<float>{probability});
        most_held_ = std::max(most_held_, segmenter_.samples_held());
        take();
      }
  }
  void finish() {
    segmenter_.finish();
    take();
  }
  void take() {
    while (auto window = segmenter_.next()) {
      ASSERT_FALSE(window->pieces.empty());
      EXPECT_LE(window->samples.size(), static_cast<std::size_t>(Segmenter::kLongest + 12800));
      EXPECT_EQ(window->samples.front(), static_cast<float>(window->from)) << "the sound is that of its time";
      EXPECT_LE(window->from, window->pieces.front().from);
      EXPECT_GE(window->from + static_cast<std::int64_t>(window->samples.size()), window->pieces.back().to);
      windows_.push_back(std::move(*window));
    }
  }

  Segmenter segmenter_;
  std::vector<Window> windows_;
  std::int64_t fed_ = 0;
  std::size_t most_held_ = 0;
};

TEST_F(SegmenterTest, NeighboursShareAWindow) {
  feed({{50, 0}, {60, 0.9F}, {20, 0}, {60, 0.9F}, {100, 0}});
  ASSERT_EQ(windows_.size(), 1U) << "ready without finish: a long pause followed";
  EXPECT_EQ(windows_[0].pieces,
            (std::vector<Piece>{{50 * kChunk, 110 * kChunk}, {130 * kChunk, 190 * kChunk}}));
  EXPECT_EQ(windows_[0].from, 50 * kChunk - 6400) << "0.4 s before";
  EXPECT_EQ(windows_[0].samples.size(), static_cast<std::size_t>(140 * kChunk + 6400 + 6400))
      << "0.4 s after";
}

TEST_F(SegmenterTest, AnUtteranceAloneIsHeardWithAllTheSoundThereIs) {
  feed({{30, 0}, {20, 0.9F}, {30, 0}});
  finish();
  ASSERT_EQ(windows_.size(), 1U);
  EXPECT_TRUE(windows_[0].whole);
  EXPECT_EQ(windows_[0].from, 0);
  EXPECT_EQ(windows_[0].samples.size(), static_cast<std::size_t>(80 * kChunk));
  EXPECT_EQ(windows_[0].pieces, (std::vector<Piece>{{30 * kChunk, 50 * kChunk}}));
}

TEST_F(SegmenterTest, AnUtteranceInALongerSoundIsNot) {
  feed({{30, 0}, {20, 0.9F}, {200, 0}});
  finish();
  ASSERT_EQ(windows_.size(), 1U);
  EXPECT_FALSE(windows_[0].whole);
}

TEST_F(SegmenterTest, ALongPauseParts) {
  feed({{60, 0.9F}, {60, 0}, {60, 0.9F}});
  finish();
  ASSERT_EQ(windows_.size(), 2U);
  EXPECT_EQ(windows_[0].from, 0) << "speech from the very first sample";
  EXPECT_EQ(windows_[1].from, 120 * kChunk - 6400);
}

TEST_F(SegmenterTest, AFullWindowIsCutAtItsLongestPause) {
  // 10 s, 0.5 s of pause, 8 s, 1 s of pause, 8 s, 0.5 s of pause, 8 s: 36 s are too long for one.
  feed({{313, 0.9F}, {16, 0}, {250, 0.9F}, {32, 0}, {250, 0.9F}, {16, 0}, {250, 0.9F}});
  finish();
  ASSERT_EQ(windows_.size(), 2U);
  EXPECT_EQ(windows_[0].pieces.size(), 2U) << "cut at the pause of 1 s";
  EXPECT_EQ(windows_[1].pieces.size(), 2U);
}

TEST_F(SegmenterTest, EndlessSpeechComesInWindowsThatJoin) {
  feed({{6000, 0.9F}});
  finish();
  ASSERT_GE(windows_.size(), 7U);  // 192 s
  std::int64_t end = 0;
  for (const auto& window : windows_)
    for (const auto& piece : window.pieces) {
      EXPECT_EQ(piece.from, end);
      end = piece.to;
    }
  EXPECT_EQ(end, fed_);
  EXPECT_LT(most_held_, 31U * 16000U);
}

TEST_F(SegmenterTest, MemoryDoesNotGrowWithSilenceOrTalk) {
  for (int i = 0; i < 60; ++i) feed({{40, 0.9F}, {25, 0}});
  feed({{100 * kChunksOfSecond, 0}});
  EXPECT_LT(segmenter_.samples_held(), 16000U);
  EXPECT_LT(most_held_, 31U * 16000U);
  finish();
  std::size_t pieces = 0;
  for (const auto& window : windows_) pieces += window.pieces.size();
  EXPECT_EQ(pieces, 60U) << "each piece once";
}

TEST_F(SegmenterTest, TheLastChunkMayBeShort) {
  segmenter_.hear(std::vector<float>(100 * kChunk - 200, 0.1F));
  segmenter_.judge(std::vector<float>(100, 0.9F));
  segmenter_.finish();
  const auto window = segmenter_.next();
  ASSERT_TRUE(window);
  EXPECT_EQ(window->pieces.back().to, 100 * kChunk - 200);
  EXPECT_EQ(window->samples.size(), static_cast<std::size_t>(100 * kChunk - 200));
}

TEST_F(SegmenterTest, SilenceAndNothingGiveNothing) {
  finish();
  EXPECT_TRUE(windows_.empty());
  EXPECT_FALSE(segmenter_.next());
}

TEST(Surroundings, ShareThePauseWithTheNeighbours) {
  const std::vector<Piece> pieces{{16000, 32000}, {33000, 48000}, {64000, 80000}};
  EXPECT_EQ(surroundings(pieces, 0, 0, {0, 100000}, kMargins), (Piece{12800, 32500}));
  EXPECT_EQ(surroundings(pieces, 1, 1, {0, 100000}, kMargins), (Piece{32500, 52800}));
  EXPECT_EQ(surroundings(pieces, 0, 2, {15000, 81000}, kMargins), (Piece{15000, 81000}));
}

}  // namespace
}  // namespace smarttag::speech
