#include "vision/text/reading/decoding/ctc.h"

#include <gtest/gtest.h>

namespace smarttag::vision::text {
namespace {

const std::vector<std::string> kLabels{"", "a", "b", "中", " "};

// One row of five probabilities for each step: the chosen class gets `p`, the others share the rest.
std::vector<float> steps(const std::vector<std::pair<std::size_t, float>>& chosen) {
  std::vector<float> out;
  for (const auto& [best, p] : chosen)
    for (std::size_t c = 0; c < kLabels.size(); ++c) out.push_back(c == best ? p : (1 - p) / 4);
  return out;
}

TEST(Ctc, DropsRepeatsAndBlanks) {
  const auto reading = decode_ctc(steps({{1, 0.9F}, {1, 0.8F}, {0, 0.9F}, {2, 0.9F}}), kLabels);
  EXPECT_EQ(reading.text, "ab");
}

TEST(Ctc, ABlankBetweenKeepsBothOfADoubleLetter) {
  EXPECT_EQ(decode_ctc(steps({{1, 0.9F}, {0, 0.9F}, {1, 0.9F}}), kLabels).text, "aa");
  EXPECT_EQ(decode_ctc(steps({{1, 0.9F}, {1, 0.9F}}), kLabels).text, "a");
}

TEST(Ctc, KeepsSpacesAndLettersOfSeveralBytes) {
  EXPECT_EQ(decode_ctc(steps({{3, 0.9F}, {4, 0.9F}, {1, 0.9F}}), kLabels).text, "中 a");
}

TEST(Ctc, ScoresTheMeanOfTheCharactersKept) {
  const auto reading = decode_ctc(steps({{0, 0.3F}, {1, 1.0F}, {1, 0.4F}, {2, 0.5F}}), kLabels);
  EXPECT_FLOAT_EQ(reading.score, 0.75F);
}

TEST(Ctc, BlanksAloneSayNothing) {
  const auto reading = decode_ctc(steps({{0, 0.9F}, {0, 0.9F}}), kLabels);
  EXPECT_EQ(reading.text, "");
  EXPECT_EQ(reading.score, 0);
}

TEST(Ctc, NothingIsNothing) {
  EXPECT_EQ(decode_ctc({}, kLabels).text, "");
  EXPECT_EQ(decode_ctc(steps({{1, 0.9F}}), {}).text, "");
}

TEST(Ctc, AStepThatIsCutOffIsNotRead) {
  auto cut = steps({{1, 0.9F}, {2, 0.9F}});
  cut.resize(7);
  EXPECT_EQ(decode_ctc(cut, kLabels).text, "a");
}

}  // namespace
}  // namespace smarttag::vision::text
