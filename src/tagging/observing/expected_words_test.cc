#include "tagging/observing/expected_words.h"

#include <string>

#include <gtest/gtest.h>

namespace smarttag::tagging {
namespace {

TEST(ExpectedWords, CommaAndColonBelongToTheWord) {
  std::vector<speech::Hotword> words{{"Kaldi", 2}};
  add_expected_words({{"Smith, John", 1}, {"Alien: Romulus", 0.5}}, words);
  EXPECT_EQ(words, (std::vector<speech::Hotword>{{"Kaldi", 2}, {"Smith, John", 1}, {"Alien: Romulus", 0.5}}));
}

TEST(ExpectedWords, EmptyAndOverlongWordsAreLeftOut) {
  std::vector<speech::Hotword> words;
  add_expected_words({{"", 1}, {std::string(speech::kLongestHotword + 1, 'a'), 1}, {"Kaldi", 1}}, words);
  EXPECT_EQ(words, (std::vector<speech::Hotword>{{"Kaldi", 1}}));
}

TEST(ExpectedWords, NoMoreThanTheRecogniserTakes) {
  std::vector<speech::Hotword> words(speech::kMostHotwords - 1, {"Kaldi", 1});
  add_expected_words({{"Tacotron", 1}, {"Mamba", 1}}, words);
  ASSERT_EQ(words.size(), speech::kMostHotwords);
  EXPECT_EQ(words.back().text, "Tacotron");
}

TEST(ExpectedWords, NoWeightAboveTheGreatest) {
  std::vector<speech::Hotword> words;
  add_expected_words({{"Kaldi", 40}}, words);
  ASSERT_EQ(words.size(), 1U);
  EXPECT_EQ(words[0].weight, speech::kGreatestHotwordWeight);
}

}  // namespace
}  // namespace smarttag::tagging
