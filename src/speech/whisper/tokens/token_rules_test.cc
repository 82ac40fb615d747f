#include "speech/whisper/tokens/token_rules.h"

#include <cmath>

#include <gtest/gtest.h>

#include "speech/whisper/tokens/small_table_test.h"

namespace smarttag::speech {
namespace {

constexpr Token kZero = SmallTable::kZero;

// The tokens that may follow `given` in a window whose speech ends at `speech_end`.
class TokenRulesTest : public testing::Test {
 protected:
  std::vector<Token> allowed(const std::vector<Token>& given, double speech_end = 0.5,
                             float bonus_of_times = -5) {
    std::vector<float> logits(static_cast<std::size_t>(table_->size()), 0);
    for (std::size_t t = kZero; t < logits.size(); ++t) logits[t] = bonus_of_times;
    TokenRules(*table_, speech_end).apply(logits, given);
    std::vector<Token> result;
    for (std::size_t t = 0; t < logits.size(); ++t)
      if (std::isfinite(logits[t])) result.push_back(static_cast<Token>(t));
    return result;
  }
  static std::vector<Token> times(Token first, Token last) {
    std::vector<Token> result;
    for (Token t = first; t <= last; ++t) result.push_back(t);
    return result;
  }

  Result<TokenTable> table_ = SmallTable().read();
};

TEST_F(TokenRulesTest, TheFirstTokenIsATime) { EXPECT_EQ(allowed({}, 0.1), times(kZero, kZero + 20)); }

TEST_F(TokenRulesTest, AfterAStartComesText) {
  const auto next = allowed({kZero});
  EXPECT_EQ(next, (std::vector<Token>{0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13})) << "2 is suppressed";
}

TEST_F(TokenRulesTest, NoTimeBeforeTheLastOne) {
  const auto next = allowed({kZero + 10, 0});
  EXPECT_EQ(next.back(), kZero + 30);
  EXPECT_EQ(next[next.size() - 20], kZero + 11) << "a segment has to last";
}

TEST_F(TokenRulesTest, NoTimeAfterTheSound) {
  const auto next = allowed({kZero, 0}, 0.1);
  EXPECT_EQ(next.back(), kZero + 20) << "0.3 s after the speech at most";
}

TEST_F(TokenRulesTest, AfterTheEndOfASegmentComesAStartOrTheEnd) {
  auto expected = times(kZero + 5, kZero + 30);
  expected.insert(expected.begin(), {6, 7, 8, 9, 10, 11, 12, 13});  // marks; a model gives none but the end
  EXPECT_EQ(allowed({kZero, 0, kZero + 5}), expected);
}

TEST_F(TokenRulesTest, ASegmentThatEndsWithTheSpeechIsTheLast) {
  EXPECT_EQ(allowed({kZero, 0, kZero + 15}), (std::vector<Token>{6, 7, 8, 9, 10, 11, 12, 13}));
}

TEST_F(TokenRulesTest, AfterThePairComesText) {
  const auto next = allowed({kZero, 0, kZero + 5, kZero + 5});
  EXPECT_EQ(next.front(), 0);
  EXPECT_LT(next.back(), kZero);
}

TEST_F(TokenRulesTest, ProbableTimesTogetherBeatEveryWord) {
  EXPECT_EQ(allowed({kZero, 0}, 0.5, -1).front(), kZero + 1)
      << "30 times of e^-1 are more than one word of e^0";
  EXPECT_EQ(allowed({kZero, 0}, 0.5, -5).front(), 0);
}

}  // namespace
}  // namespace smarttag::speech
