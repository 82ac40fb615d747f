#include "speech/whisper/repetition.h"

#include <gtest/gtest.h>

namespace smarttag::speech {
namespace {

std::vector<Token> times(int count, const std::vector<Token>& phrase, std::vector<Token> lead = {}) {
  for (int i = 0; i < count; ++i) lead.insert(lead.end(), phrase.begin(), phrase.end());
  return lead;
}

TEST(RepeatedTail, FindsALoopAndItsLength) {
  EXPECT_EQ(repeated_tail(times(4, {1, 2, 3, 4, 5}, {9, 8})), 15U) << "three of the four rounds";
  EXPECT_EQ(repeated_tail(times(8, {7}, {1, 2})), 7U);
  EXPECT_EQ(repeated_tail(times(5, {7, 8})), 8U);
}

TEST(RepeatedTail, LetsPeopleRepeatThemselves) {
  EXPECT_EQ(repeated_tail(times(3, {1, 2, 3, 4, 5})), 0U);
  EXPECT_EQ(repeated_tail(times(7, {7})), 0U) << "no, no, no ...";
  EXPECT_EQ(repeated_tail(times(4, {7, 8})), 0U);
  EXPECT_EQ(repeated_tail({}), 0U);
  EXPECT_EQ(repeated_tail(times(4, {1, 2, 3, 4, 5}, {})), 15U);
  auto ended = times(4, {1, 2, 3, 4, 5});
  ended.push_back(6);
  EXPECT_EQ(repeated_tail(ended), 0U) << "it went on";
}

TEST(CompressionRatio, TellsLoopsFromSpeech) {
  std::string loop;
  for (int i = 0; i < 12; ++i) loop += "It was the age of foolishness. ";
  EXPECT_GT(compression_ratio(loop), 2.4);
  EXPECT_LT(compression_ratio(
                "It was the first great sorrow of his life. It was not so much the loss of the cotton "
                "itself but the fantasy, the hopes, the dreams built around it."),
            2.4);
  EXPECT_EQ(compression_ratio(""), 0);
}

TEST(Repetition, PhrasesThatFollowUponThemselvesAreCounted) {
  EXPECT_EQ(repetitions(std::vector<Token>{1, 2, 3, 4, 5}), 0U);
  EXPECT_EQ(repetitions(std::vector<Token>{1, 2, 3, 4, 1, 2, 3, 4}), 1U);
  EXPECT_EQ(repetitions(std::vector<Token>{9, 1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4, 9}), 2U);
  EXPECT_EQ(repetitions(std::vector<Token>{7, 7, 7, 8}), 0U) << "a word alone may be said again";
  EXPECT_EQ(repetitions({}), 0U);
}

}  // namespace
}  // namespace smarttag::speech
