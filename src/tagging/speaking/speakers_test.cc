#include "tagging/speaking/speakers.h"

#include <gtest/gtest.h>

namespace smarttag::tagging {
namespace {

TimedFact turn(double from, double to, std::string speaker, int channel = 0) {
  return {from, to, 0.8F, "speakers", facts::Turn{std::move(speaker), channel}, {}};
}

TimedFact said(double from, double to, std::string text, std::vector<facts::Word> words, int channel = 0) {
  return {from, to, 0.9F, "asr", facts::Speech{std::move(text), "en", std::move(words), "", channel}, {}};
}

const facts::Speech& speech(const TimedFact& fact) { return *fact.as<facts::Speech>(); }

TEST(WithSpeakers, ASegmentIsDividedBetweenTwo) {
  const auto out = with_speakers({said(0, 4, "How are you? Fine, thanks.",
                                       {{"How", 0, 0.4, 1},
                                        {"are", 0.4, 0.8, 1},
                                        {"you?", 0.8, 1.2, 1},
                                        {"Fine,", 2, 2.5, 1},
                                        {"thanks.", 2.5, 3, 1}})},
                                 {turn(0, 1.3, "speaker-1"), turn(1.9, 3.1, "speaker-2")});
  ASSERT_EQ(out.size(), 2U);
  EXPECT_EQ(speech(out[0]).text, "How are you?");
  EXPECT_EQ(speech(out[0]).speaker, "speaker-1");
  EXPECT_DOUBLE_EQ(out[0].to, 1.2);
  EXPECT_EQ(speech(out[1]).text, "Fine, thanks.");
  EXPECT_EQ(speech(out[1]).speaker, "speaker-2");
  EXPECT_DOUBLE_EQ(out[1].from, 2);
  EXPECT_DOUBLE_EQ(out[1].to, 4);
}

TEST(WithSpeakers, ChineseIsDividedBetweenCharacters) {
  const auto out =
      with_speakers({said(0, 3, "你好吗很好",
                          {{"你好", 0, 1, 1}, {"吗", 1, 1.3, 1}, {"很", 2, 2.3, 1}, {"好", 2.3, 3, 1}})},
                    {turn(0, 1.5, "speaker-1"), turn(1.5, 3, "speaker-2")});
  ASSERT_EQ(out.size(), 2U);
  EXPECT_EQ(speech(out[0]).text, "你好吗");
  EXPECT_EQ(speech(out[1]).text, "很好");
}

TEST(WithSpeakers, AShortWordOfAnotherStaysInItsSegment) {
  const auto out =
      with_speakers({said(0, 3, "I think yes so",
                          {{"I", 0, 0.4, 1}, {"think", 0.4, 1, 1}, {"yes", 1, 1.2, 1}, {"so", 1.2, 2, 1}})},
                    {turn(0, 3, "speaker-1"), turn(1, 1.2, "speaker-2")});
  ASSERT_EQ(out.size(), 1U);
  EXPECT_EQ(speech(out[0]).speaker, "speaker-1");
  EXPECT_EQ(speech(out[0]).words.size(), 4U);
}

TEST(WithSpeakers, AnotherChannelsTurnsDoNotCount) {
  const auto out = with_speakers({said(0, 1, "Yes", {{"Yes", 0, 1, 1}}, 1)},
                                 {turn(0, 1, "speaker-1", 0), turn(5, 6, "speaker-2", 1)});
  EXPECT_EQ(speech(out.at(0)).speaker, "speaker-2");
}

TEST(WithSpeakers, WithoutWordsTheWholeSegmentIsOfWhoSpeaksMost) {
  const auto out = with_speakers({said(0, 10, "One and the other.", {})},
                                 {turn(0, 2, "speaker-1"), turn(2, 10, "speaker-2")});
  ASSERT_EQ(out.size(), 1U);
  EXPECT_EQ(speech(out[0]).speaker, "speaker-2");
}

TEST(WithSpeakers, WithoutTurnsChannelsAreSpeakersWhereSeveralSpeak) {
  const auto out = with_speakers({said(0, 4, "Hello", {}, 1), said(1, 4, "Good day", {}, 4)}, {});
  EXPECT_EQ(speech(out.at(0)).speaker, "channel-1");
  EXPECT_EQ(speech(out.at(1)).speaker, "channel-2");
  EXPECT_EQ(speech(out.at(1)).channel, 1);
  EXPECT_TRUE(several_channels(out));
}

TEST(WithSpeakers, AMomentInAnotherChannelIsNoChannelOfItsOwn) {
  const auto out = with_speakers({said(0, 90, "All of it", {}, 0), said(95, 96, "A word", {}, 2)}, {});
  EXPECT_EQ(speech(out.at(0)).speaker, "");
  EXPECT_EQ(speech(out.at(1)).channel, 0);
  EXPECT_FALSE(several_channels(out));
}

TEST(WithSpeakers, ASpeakerOfAChannelKeepsTheName) {
  const auto out = with_speakers({said(0, 1, "Yes", {}, 0), said(2, 3, "No", {}, 1)},
                                 {turn(0, 1, "speaker-1", 0), turn(2, 3, "speaker-2", 1)});
  EXPECT_EQ(speech(out.at(1)).speaker, "speaker-2");
  EXPECT_EQ(speech(out.at(1)).channel, 1);
}

TEST(WithSpeakers, WithoutTurnsNothingChanges) {
  const std::vector<TimedFact> speech{said(0, 1, "Yes", {{"Yes", 0, 1, 1}})};
  EXPECT_EQ(with_speakers(speech, {}), speech);
}

TEST(SpeakerNumbers, CountInOrderOfFirstWords) {
  SpeakerNumbers numbers;
  EXPECT_EQ(numbers.of("speaker-2"), "1");
  EXPECT_EQ(numbers.of(""), "");
  EXPECT_EQ(numbers.of("speaker-1"), "2");
  EXPECT_EQ(numbers.of("speaker-2"), "1");
}

}  // namespace
}  // namespace smarttag::tagging
