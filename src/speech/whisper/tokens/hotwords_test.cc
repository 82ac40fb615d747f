#include "speech/whisper/tokens/hotwords.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "speech/whisper/tokens/small_table_test.h"

namespace smarttag::speech {
namespace {

TEST(Hotwords, AreReadWithTheirWeights) {
  const auto words = hotwords_of(" Kaldi, Wang Xiaochuan:2.5 ,, 富士康，阿里巴巴:3");
  ASSERT_TRUE(words);
  EXPECT_EQ(*words,
            (std::vector<Hotword>{{"Kaldi", 1}, {"Wang Xiaochuan", 2.5}, {"富士康", 1}, {"阿里巴巴", 3}}));
  EXPECT_TRUE(hotwords_of("")->empty());
  EXPECT_TRUE(hotwords_of(" , ")->empty());
}

TEST(Hotwords, WhatCannotBeIsRefused) {
  for (const std::string& wrong : {std::string("Kaldi:0"), std::string("Kaldi:11"), std::string("Kaldi:x"),
                                   std::string("Kaldi:"), std::string(":2"), std::string(101, 'a')}) {
    const auto words = hotwords_of(wrong);
    ASSERT_FALSE(words) << wrong;
    EXPECT_EQ(words.error().kind, ErrorKind::kUsage);
  }
  std::string many;
  for (int i = 0; i < 501; ++i) many += "a,";
  EXPECT_FALSE(hotwords_of(many));
}

TEST(Hotwords, BecomeTokensInTheOrderOfTheVocabulary) {
  const SmallTable small;
  const auto table = small.read();
  ASSERT_TRUE(table);
  EXPECT_EQ(tokens_of(" b", *table), (std::vector<Token>{1}));
  EXPECT_EQ(tokens_of("é", *table), (std::vector<Token>{3, 4}));
  EXPECT_EQ(tokens_of("x", *table), (std::vector<Token>{-1}));
}

TEST(Hotwords, WhatIsBegunIsLentAndTakenBackWhatIsWholeStays) {
  const SmallTable small;
  const auto table = small.read();
  ASSERT_TRUE(table);
  const HotwordTable words({{"a b", 2}}, *table);
  const auto begun = words.next({}, 0);
  EXPECT_DOUBLE_EQ(begun.bonus(), 3);
  EXPECT_DOUBLE_EQ(words.next(begun, 3).bonus(), 0);
  const auto whole = words.next(begun, 1);
  EXPECT_DOUBLE_EQ(whole.bonus(), 6);
  EXPECT_DOUBLE_EQ(words.next(whole, 4).bonus(), 6);
  const auto next = words.continuing(begun);
  EXPECT_NE(std::find(next.begin(), next.end(), 1), next.end());
}

TEST(Hotwords, WordsThatTheVocabularyCannotWriteAreLeftOut) {
  const SmallTable small;
  const auto table = small.read();
  ASSERT_TRUE(table);
  EXPECT_TRUE(HotwordTable({{"xyz", 1}}, *table).empty());
}

}  // namespace
}  // namespace smarttag::speech
