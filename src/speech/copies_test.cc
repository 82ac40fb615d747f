#include "speech/copies.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace smarttag::speech {
namespace {

TimedFact said(int channel, double from, double to, const std::string& text, float score = 0.8F) {
  TimedFact fact;
  fact.score = score;
  fact.from = from;
  fact.to = to;
  facts::Speech speech;
  speech.text = text;
  speech.channel = channel;
  fact.of = std::move(speech);
  return fact;
}

std::vector<std::string> left_of(std::vector<TimedFact> facts) {
  drop_copies(facts);
  std::vector<std::string> texts;
  for (const auto& fact : facts) texts.push_back(what(fact));
  return texts;
}

TEST(Copies, SameSentenceInTwoChannelsStaysOnce) {
  EXPECT_THAT(left_of({said(0, 1, 3, "The ship leaves at nine.", 0.6F),
                       said(1, 1.1, 3, "the ship leaves at nine", 0.9F)}),
              ::testing::ElementsAre("the ship leaves at nine"));
}

TEST(Copies, DifferentSentencesAtOnceStay) {
  EXPECT_EQ(
      left_of({said(0, 1, 3, "The ship leaves at nine."), said(1, 1, 3, "Nobody saw it coming.")}).size(),
      2U);
}

TEST(Copies, SameSentenceLaterOrInOneChannelStays) {
  EXPECT_EQ(left_of({said(0, 1, 2, "Hello."), said(1, 2.5, 3, "Hello.")}).size(), 2U);
  EXPECT_EQ(left_of({said(0, 1, 2, "Hello."), said(0, 1.2, 3, "Hello.")}).size(), 2U);
}

}  // namespace
}  // namespace smarttag::speech
