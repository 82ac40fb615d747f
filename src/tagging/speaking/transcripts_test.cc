#include "tagging/speaking/transcripts.h"

#include <gtest/gtest.h>

#include "results/json.h"

namespace smarttag::tagging {
namespace {

Spoken talk() {
  return {"a talk.wav",
          {{0,
            1.5,
            0.9F,
            "asr",
            facts::Speech{"Good day.", "en", {{"Good", 0, 0.5, 0.9F}, {"day.", 0.5, 1.5, 0.8F}}, "speaker-1"},
            {}},
           {2,
            3,
            0.8F,
            "asr",
            facts::Speech{"Go\ton.", "en", {{"Go", 2, 2.5, 0.9F}, {"on.", 2.5, 3, 0.8F}}, "speaker-1"},
            {}},
           {4, 5, 0.8F, "asr", facts::Speech{"好。", "zh", {{"好。", 4, 5, 0.9F}}, "speaker-2"}, {}}},
          {{0, 3, 0.8F, "speakers", facts::Turn{"speaker-1", 0}, {}},
           {4, 5.25, 0.8F, "speakers", facts::Turn{"speaker-2", 1}, {}}}};
}

TEST(Transcript, TextNamesTheSpeakerWhereItChanges) {
  EXPECT_EQ(transcript(talk(), TranscriptFormat::kText, false),
            "Speaker 1: Good day.\nGo\ton.\nSpeaker 2: 好。\n");
}

TEST(Transcript, TsvHasMillisecondsAndNoTabInAField) {
  EXPECT_EQ(transcript(talk(), TranscriptFormat::kTsv, false),
            "start\tend\tspeaker\ttext\n0\t1500\tspeaker-1\tGood day.\n2000\t3000\tspeaker-1\tGo on.\n"
            "4000\t5000\tspeaker-2\t好。\n");
  auto alone = talk();
  alone.turns.clear();
  for (auto& fact : alone.speech) fact.as<facts::Speech>()->speaker.clear();
  EXPECT_TRUE(
      transcript(alone, TranscriptFormat::kTsv, true).starts_with("start\tend\ttext\n0\t500\tGood\n"));
}

TEST(Transcript, JsonHasWordsOnlyWhereTheyAreAskedFor) {
  const auto with = results::parse(transcript(talk(), TranscriptFormat::kJson, true));
  ASSERT_TRUE(with);
  EXPECT_EQ(with->at("language"), "en");
  EXPECT_EQ(with->at("segments").at(0).at("words").at(1).at("word"), "day.");
  EXPECT_EQ(with->at("segments").at(2).at("speaker"), "speaker-2");
  const auto without = results::parse(transcript(talk(), TranscriptFormat::kJson, false));
  EXPECT_FALSE(without->at("segments").at(0).contains("words"));
}

TEST(Transcript, ChannelsAreNamedWhereSeveralSpeak) {
  auto call = talk();
  call.turns.clear();
  for (auto& fact : call.speech) fact.as<facts::Speech>()->speaker = "channel-1";
  auto& last = *call.speech.back().as<facts::Speech>();
  last.speaker = "channel-2";
  last.channel = 1;
  EXPECT_EQ(transcript(call, TranscriptFormat::kText, false),
            "Channel 1: Good day.\nGo\ton.\nChannel 2: 好。\n");
  EXPECT_TRUE(transcript(call, TranscriptFormat::kTsv, false).ends_with("channel-2\t好。\n"));
  const auto json = results::parse(transcript(call, TranscriptFormat::kJson, false));
  ASSERT_TRUE(json);
  EXPECT_EQ(json->at("segments").at(0).at("channel"), 1);
  EXPECT_EQ(json->at("segments").at(2).at("channel"), 2);
  const auto alone = results::parse(transcript(talk(), TranscriptFormat::kJson, false));
  EXPECT_FALSE(alone->at("segments").at(0).contains("channel"));
}

TEST(Transcript, WhatIsSungIsMarked) {
  auto song = talk();
  song.speech.back().as<facts::Speech>()->sung = true;
  EXPECT_TRUE(transcript(song, TranscriptFormat::kText, false).ends_with("Speaker 2: ♪ 好。 ♪\n"));
  EXPECT_TRUE(transcript(song, TranscriptFormat::kTsv, false).ends_with("speaker-2\t♪ 好。 ♪\n"));
  const auto json = results::parse(transcript(song, TranscriptFormat::kJson, false));
  ASSERT_TRUE(json);
  EXPECT_EQ(json->at("segments").at(2).at("singing"), true);
  EXPECT_EQ(json->at("segments").at(2).at("text"), "好。");
  EXPECT_FALSE(json->at("segments").at(0).contains("singing"));
}

TEST(Transcript, RttmHasALineForEachTurnAndNoSpaceInTheName) {
  EXPECT_EQ(transcript(talk(), TranscriptFormat::kRttm, false),
            "SPEAKER a_talk.wav 1 0.000 3.000 <NA> <NA> speaker-1 <NA> <NA>\n"
            "SPEAKER a_talk.wav 2 4.000 1.250 <NA> <NA> speaker-2 <NA> <NA>\n");
}

TEST(Transcript, OfNothingIsEmptyInEveryFormat) {
  const Spoken nothing{"x", {}, {}};
  EXPECT_EQ(transcript(nothing, TranscriptFormat::kText, false), "");
  EXPECT_EQ(transcript(nothing, TranscriptFormat::kSrt, false), "");
  EXPECT_EQ(transcript(nothing, TranscriptFormat::kTsv, false), "start\tend\ttext\n");
  EXPECT_TRUE(results::parse(transcript(nothing, TranscriptFormat::kJson, false))->at("segments").empty());
}

TEST(Transcript, AnUnknownFormatIsNone) {
  EXPECT_TRUE(transcript_format("vtt"));
  EXPECT_FALSE(transcript_format("docx"));
  EXPECT_FALSE(transcript_format(""));
}

}  // namespace
}  // namespace smarttag::tagging
