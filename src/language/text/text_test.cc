#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/paths.h"
#include "language/text/sentences.h"
#include "language/text/tokens.h"
#include "language/text/unicode.h"
#include "language/text/vocabulary.h"

namespace smarttag::language {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Not;

std::shared_ptr<const Vocabulary> vocabulary() {
  static const auto kLoaded = Vocabulary::load(home_folder() / "data");
  return kLoaded ? *kLoaded : nullptr;
}

std::vector<std::string> telling(std::string_view text) {
  Tokeniser tokeniser(vocabulary());
  std::vector<std::string> out;
  for (const auto& token : tokeniser.tokens_of(text))
    if (token.weight > 0) out.push_back(token.term);
  return out;
}

TEST(Sentences, EndAtMarksOfBothLanguages) {
  EXPECT_THAT(sentences_of("Good morning. How are you? Fine!"),
              ElementsAre("Good morning.", "How are you?", "Fine!"));
  EXPECT_THAT(sentences_of("大家好。今天讨论什么？开始吧！"),
              ElementsAre("大家好。", "今天讨论什么？", "开始吧！"));
}

TEST(Sentences, ATitleOrAnInitialDoesNotEndOne) {
  EXPECT_THAT(sentences_of("We asked Dr. Blaney about it. J. Smith agreed."),
              ElementsAre("We asked Dr. Blaney about it.", "J. Smith agreed."));
}

TEST(Sentences, SpeechWithoutFullStopsIsCutAtCommas) {
  std::string text;
  for (int i = 0; i < 40; ++i) text += "我们继续讨论这个项目，";
  const auto pieces = sentences_of(text);
  EXPECT_GT(pieces.size(), 4U);
  for (const auto& piece : pieces) EXPECT_LE(length_in_units(piece), 70U) << piece;
}

TEST(Sentences, OfNothingThereAreNone) {
  EXPECT_TRUE(sentences_of("").empty());
  EXPECT_TRUE(sentences_of(" \n\t ").empty());
}

TEST(Unicode, LengthCountsWordsAndCharacters) {
  EXPECT_EQ(length_in_units("don't stop"), 2U);
  EXPECT_EQ(length_in_units("用 C++ 写程序"), 5U);
  EXPECT_EQ(first_units("one two three", 2), "one two");
  EXPECT_EQ(first_units("一二三", 2), "一二");
}

TEST(Tokens, OneTermForTheFormsOfAWord) {
  EXPECT_THAT(telling("University universities"), ElementsAre("univers", "univers"));
}

TEST(Tokens, StopWordsAndNumbersTellNothing) {
  EXPECT_TRUE(telling("there were 25 of them and it's what they have").empty());
  EXPECT_TRUE(telling("然后我们就是这个").empty());
}

TEST(Tokens, ChineseWordsAreFoundInRunningText) {
  EXPECT_THAT(telling("新能源电力系统的建设"), Contains("电力"));
}

TEST(Tokens, APhraseOfFunctionWordsIsNoTerm) {
  EXPECT_THAT(telling("他也有提到这一点"), Not(Contains("也有提到")));
}

TEST(Vocabulary, RareWordsWeighMore) {
  EXPECT_GT(vocabulary()->rarity("musicologist", false), vocabulary()->rarity("meeting", false));
  EXPECT_EQ(vocabulary()->rarity("zzyzx", false), Vocabulary::kUnknownEnglish);
}

TEST(Vocabulary, EnglishPhrasesEndAtWordBounds) {
  EXPECT_EQ(vocabulary()->count_phrases("the summer", "filler"), 0U);
  EXPECT_EQ(vocabulary()->count_phrases("um, well", "filler"), 1U);
}

TEST(Vocabulary, AMissingFolderIsAnError) {
  const auto loaded = Vocabulary::load("/nonexistent");
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().kind, ErrorKind::kInternal);
}

TEST(Vocabulary, WordListWithoutWordsIsAnError) {
  namespace fs = std::filesystem;
  const auto folder = fs::temp_directory_path() / ("words_without_words_" + std::to_string(::getpid()));
  fs::copy(home_folder() / "data", folder, fs::copy_options::recursive);
  std::ofstream(folder / "words" / "en.tsv") << "# word, tenths\n";
  const auto loaded = Vocabulary::load(folder);
  fs::remove_all(folder);
  ASSERT_FALSE(loaded);
  EXPECT_NE(loaded.error().client.text.find("en.tsv"), std::string::npos);
}

}  // namespace
}  // namespace smarttag::language
