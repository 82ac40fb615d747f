#include "speech/listening/speech_detector.h"

#include <gtest/gtest.h>

namespace smarttag::speech {
namespace {

constexpr std::int64_t kChunk = 512;

// Runs of equal probability: {{chunks, probability}, ...}.
std::vector<Piece> pieces(const std::vector<std::pair<int, float>>& runs, bool finish = true) {
  SpeechDetector detector;
  std::vector<Piece> found;
  for (const auto& [count, probability] : runs)
    for (int i = 0; i < count; ++i)
      if (const auto piece = detector.see(probability, 0.1F)) found.push_back(*piece);
  if (finish)
    if (const auto piece = detector.finish()) found.push_back(*piece);
  return found;
}

TEST(SpeechDetector, APieceEndsWhereThePauseBegins) {
  EXPECT_EQ(pieces({{10, 0.1F}, {20, 0.9F}, {20, 0.1F}}, false),
            (std::vector<Piece>{{10 * kChunk, 30 * kChunk}}));
}

TEST(SpeechDetector, AShortPauseLiesWithinAPiece) {
  EXPECT_EQ(pieces({{20, 0.9F}, {7, 0.1F}, {20, 0.9F}, {20, 0.1F}}), (std::vector<Piece>{{0, 47 * kChunk}}));
  EXPECT_EQ(pieces({{20, 0.9F}, {8, 0.1F}, {20, 0.9F}, {20, 0.1F}}),
            (std::vector<Piece>{{0, 20 * kChunk}, {28 * kChunk, 48 * kChunk}}));
}

TEST(SpeechDetector, TheMiddleNeitherBeginsNorEnds) {
  EXPECT_TRUE(pieces({{50, 0.45F}}).empty());
  EXPECT_EQ(pieces({{10, 0.9F}, {50, 0.4F}, {10, 0.1F}}), (std::vector<Piece>{{0, 60 * kChunk}}));
}

TEST(SpeechDetector, AClickIsNoSpeechAndAShortWordIs) {
  EXPECT_TRUE(pieces({{10, 0}, {3, 0.9F}, {20, 0}}).empty());
  EXPECT_EQ(pieces({{10, 0}, {4, 0.9F}, {20, 0}}), (std::vector<Piece>{{10 * kChunk, 14 * kChunk}}));
}

TEST(SpeechDetector, SpeechUpToTheEndIsKept) {
  EXPECT_EQ(pieces({{20, 0.9F}, {3, 0.1F}}), (std::vector<Piece>{{0, 20 * kChunk}}));
  EXPECT_TRUE(pieces({}).empty());
}

TEST(SpeechDetector, EndlessSpeechIsCutWhereItIsQuietest) {
  SpeechDetector detector;
  std::vector<Piece> found;
  for (int i = 0; i < 1000; ++i) {
    const bool quiet = (i >= 199 && i <= 201) || (i >= 599 && i <= 601);
    if (const auto piece = detector.see(0.9F, quiet ? 0.01F : 0.1F)) found.push_back(*piece);
  }
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0], (Piece{0, 600 * kChunk}))
      << "the quiet place of the second half, not that of the first";
  EXPECT_EQ(detector.open_since(), 600 * kChunk);
  EXPECT_EQ(detector.finish(), (Piece{600 * kChunk, 1000 * kChunk}));
}

}  // namespace
}  // namespace smarttag::speech
