#include "speech/utterances/utterance.h"

#include <gtest/gtest.h>

#include "speech/whisper/tokens/small_table_test.h"

namespace smarttag::speech {
namespace {

std::vector<std::string> texts(const std::vector<Utterance>& utterances) {
  std::vector<std::string> result;
  result.reserve(utterances.size());
  for (const auto& u : utterances) result.push_back(u.text);
  return result;
}

TEST(Segments, LieBetweenTimes) {
  const auto table = SmallTable().read();
  ASSERT_TRUE(table);
  const Token zero = table->timestamps();
  Decoding decoding;
  decoding.tokens = {zero, 0, 1, zero + 10, zero + 15, 1, 0};
  decoding.log_probabilities = {0, -1, -3, 0, 0, -2, -4};
  const auto found = segments(decoding, {}, *table, 0.55);
  ASSERT_EQ(texts(found), (std::vector<std::string>{"a b", "ba"}));
  EXPECT_NEAR(found[0].to, 0.2, 1e-9);
  EXPECT_NEAR(found[0].log_probability, -2, 1e-9);
  EXPECT_NEAR(found[1].from, 0.3, 1e-9);
  EXPECT_NEAR(found[1].to, 0.55, 1e-9) << "no end given: the end of the speech";
}

TEST(Segments, WithoutTextAreNone) {
  const auto table = SmallTable().read();
  ASSERT_TRUE(table);
  Decoding decoding;
  decoding.tokens = {table->timestamps(), 5, table->timestamps() + 9};  // a space
  decoding.log_probabilities = {0, 0, 0};
  EXPECT_TRUE(segments(decoding, {}, *table, 1).empty());
  EXPECT_TRUE(segments(Decoding{}, {}, *table, 1).empty());
}

TEST(Place, MovesBoundariesOntoPauses) {
  const std::vector<Span> speech{{10.2, 12.0}, {12.5, 15.0}};
  std::vector<Utterance> said{{"One.", 10.0, 12.3, 0}, {"Two.", 12.3, 14.5, 0}};
  place(said, speech);
  EXPECT_NEAR(said[0].from, 10.2, 1e-9);
  EXPECT_NEAR(said[0].to, 12.0, 1e-9);
  EXPECT_NEAR(said[1].from, 12.5, 1e-9);
  EXPECT_NEAR(said[1].to, 15.0, 1e-9);
}

TEST(Place, LeavesABoundaryFarFromEveryPause) {
  const std::vector<Span> speech{{0, 5}, {6, 10}};
  std::vector<Utterance> said{{"One.", 0, 3, 0}, {"Two.", 3, 10, 0}};
  place(said, speech);
  EXPECT_NEAR(said[0].to, 3, 1e-9);
  EXPECT_NEAR(said[1].from, 3, 1e-9);
}

TEST(Place, SpeechThatWasLeftOutIsNotClaimed) {
  const std::vector<Span> speech{{0, 4}, {5, 9}};
  std::vector<Utterance> said{{"One.", 0, 4.2, 0}};
  place(said, speech);
  EXPECT_NEAR(said[0].to, 4, 1e-9) << "not 9: the second piece was not transcribed";
}

TEST(Sentences, AreCutWhereTheyEndAndTimedByTheirShareOfSpeech) {
  const std::vector<Span> speech{{0, 4}, {8, 12}};
  const std::vector<Utterance> said{{"It was dark here. It was so cold.", 0, 12, -0.1}};
  const auto found = sentences(said, speech);
  ASSERT_EQ(texts(found), (std::vector<std::string>{"It was dark here.", "It was so cold."}));
  EXPECT_NEAR(found[0].to, 4, 1e-9) << "on the pause";
  EXPECT_NEAR(found[1].from, 8, 1e-9);
  EXPECT_NEAR(found[1].to, 12, 1e-9);
}

TEST(Sentences, PointsWithinThemDoNotCut) {
  const std::vector<Span> speech{{0, 9}};
  for (const char* text :
       {"Mr. Brown paid 3.50 at example.com today.", "J. R. Smith came.", "Wait... what?!"}) {
    const auto found = sentences(std::vector<Utterance>{{text, 0, 9, 0}}, speech);
    EXPECT_EQ(found.front().text.size() == std::string(text).size(), std::string(text) != "Wait... what?!")
        << text;
  }
}

TEST(Sentences, ChineseNeedsNoSpaces) {
  const auto found =
      sentences(std::vector<Utterance>{{"今天很好。明天也好！", 0, 4, 0}}, std::vector<Span>{{0, 4}});
  EXPECT_EQ(texts(found), (std::vector<std::string>{"今天很好。", "明天也好！"}));
  EXPECT_NEAR(found[0].to, 2, 1e-9);
}

TEST(Sentences, TornOnesAreJoined) {
  const std::vector<Span> speech{{0, 10}};
  const std::vector<Utterance> torn{{"It was the", 0, 4, -0.2}, {"age of wisdom.", 4.1, 8, -0.4}};
  const auto found = sentences(torn, speech);
  ASSERT_EQ(texts(found), (std::vector<std::string>{"It was the age of wisdom."}));
  EXPECT_NEAR(found[0].to, 8, 1e-9);
  EXPECT_NEAR(found[0].log_probability, -0.3, 0.01);
}

TEST(Sentences, ApartStaysApart) {
  const std::vector<Span> speech{{0, 30}};
  const std::vector<Utterance> late{{"It was the", 0, 4, 0}, {"age of wisdom.", 6, 8, 0}};
  EXPECT_EQ(sentences(late, speech).size(), 2U) << "a long pause";
  const std::vector<Utterance> comma{{"It was dark,", 0, 4, 0}, {"it was cold.", 4, 8, 0}};
  EXPECT_EQ(sentences(comma, speech).size(), 2U) << "a part of its own";
  const std::vector<Utterance> longer{{"It was the", 0, 8, 0}, {"age of wisdom.", 8, 16, 0}};
  EXPECT_EQ(sentences(longer, speech).size(), 2U) << "too long together";
}

TEST(IsSpeakable, KnowsHowFastPeopleSpeak) {
  EXPECT_TRUE(is_speakable({"No.", 1, 1.1, 0}));
  EXPECT_TRUE(is_speakable({"It was the age of wisdom, it was the age of foolishness.", 0, 2.2, 0}));
  EXPECT_FALSE(is_speakable({"It was the age of foolishness.", 23.1, 23.3, 0}));
  EXPECT_TRUE(is_speakable({"富士康在印度工厂出现大规模感染。", 0, 2, 0}));
  EXPECT_FALSE(is_speakable({"富士康在印度工厂出现大规模感染。", 0, 0.5, 0}));
}

}  // namespace
}  // namespace smarttag::speech
