#include "speech/utterances/words.h"

#include <cmath>

#include <gtest/gtest.h>

#include "speech/utterances/utterance.h"
#include "speech/whisper/tokens/small_table_test.h"

namespace smarttag::speech {
namespace {

std::vector<std::string> texts(const std::vector<TimedWord>& words) {
  std::vector<std::string> result;
  for (const auto& word : words) result.push_back(word.word.text);
  return result;
}

class Words : public testing::Test {
 protected:
  std::vector<TimedWord> words(std::vector<Token> tokens, const std::string& language = "en") {
    Decoding decoding;
    decoding.tokens = std::move(tokens);
    decoding.log_probabilities.assign(decoding.tokens.size(), -1.0F);
    return words_of(decoding, *table_, language);
  }
  Result<TokenTable> table_ = SmallTable().read();
  static constexpr Token kZero = SmallTable::kZero;
};

TEST_F(Words, BeginAtSpacesAndKeepTheirMarks) {
  const auto found = words({kZero, 0, 0, 1, 2, 1, kZero + 5});
  EXPECT_EQ(texts(found), (std::vector<std::string>{"aa", " b!", " b"}));
  EXPECT_EQ(found[0].first, 1U);
  EXPECT_EQ(found[0].end, 3U);
  EXPECT_NEAR(found[0].word.probability, std::exp(-1), 1e-6);
}

TEST_F(Words, NoneCrossesATimestamp) {
  EXPECT_EQ(texts(words({kZero, 0, kZero + 5, kZero + 5, 0, kZero + 9})),
            (std::vector<std::string>{"a", "a"}));
}

TEST_F(Words, BytesOfOneCharacterStayTogether) {
  EXPECT_EQ(texts(words({kZero, 3, 4, 0})), (std::vector<std::string>{"éa"}));
  EXPECT_EQ(texts(words({kZero, 3, 4, 3, 4}, "zh")), (std::vector<std::string>{"é", "é"}));
}

TEST_F(Words, OfNothingAreNone) {
  EXPECT_TRUE(words({}).empty());
  EXPECT_TRUE(words({kZero, kZero + 3}).empty());
}

facts::Word word(const std::string& text, double from, double to) { return {text, from, to, 1}; }

TEST(SettleWords, NoWordLiesOverSilenceOrOutsideItsSegment) {
  Utterance u{"One two three.",
              1.0,
              4.0,
              0,
              {word("One", 0.2, 1.9), word(" two", 1.9, 2.8), word(" three.", 2.7, 5.0)}};
  settle_words(u, std::vector<Span>{{1.0, 1.8}, {2.4, 4.0}});
  ASSERT_EQ(u.words.size(), 3U);
  EXPECT_EQ(u.words[1].text, "two");
  EXPECT_NEAR(u.words[0].from, 1.0, 1e-9);
  EXPECT_NEAR(u.words[0].to, 1.8, 1e-9) << "it ends where the pause begins";
  EXPECT_NEAR(u.words[1].from, 2.4, 1e-9) << "it begins where the pause ends";
  EXPECT_NEAR(u.words[2].from, u.words[1].to, 1e-9) << "no word begins before the one before has ended";
  EXPECT_NEAR(u.words[2].to, 4.0, 1e-9);
}

TEST(SentencesWithWords, AreCutBetweenTheWords) {
  const std::vector<Utterance> said{
      {"One. Two three.", 0, 4, 0, {word("One.", 0, 2.6), word(" Two", 2.6, 3), word(" three.", 3, 4)}}};
  const auto found = sentences(said, std::vector<Span>{{0, 4}});
  ASSERT_EQ(found.size(), 2U);
  EXPECT_NEAR(found[0].to, 2.6, 1e-9) << "by share of characters it would be 1.1";
  ASSERT_EQ(found[0].words.size(), 1U);
  ASSERT_EQ(found[1].words.size(), 2U);
}

TEST(SentencesWithWords, KeepTheWordsOfWhatIsJoined) {
  const std::vector<Utterance> said{{"He said", 0, 1, 0, {word(" He", 0, 0.4), word(" said", 0.4, 1)}},
                                    {"yes.", 1.1, 2, 0, {word(" yes.", 1.1, 2)}}};
  const auto found = sentences(said, std::vector<Span>{{0, 2}});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].text, "He said yes.");
  EXPECT_EQ(found[0].words.size(), 3U);
}

}  // namespace
}  // namespace smarttag::speech
