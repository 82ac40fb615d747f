#include "language/transcript/read_transcript.h"

#include <gtest/gtest.h>

namespace smarttag::language {
namespace {

Transcript read(std::string_view content) {
  auto got = read_transcript(content);
  EXPECT_TRUE(got) << (got ? "" : got.error().client.text);
  return got ? *got : Transcript{};
}

void expect_unreadable(std::string_view content) {
  const auto got = read_transcript(content);
  ASSERT_FALSE(got) << content;
  EXPECT_EQ(got.error().kind, ErrorKind::kInputUnreadable);
  EXPECT_FALSE(got.error().client.text.empty());
}

TEST(ReadTranscript, TurnsGetTimesFromASpeakingRate) {
  const auto t =
      read(R"({"language":"en","turns":[{"speaker":"Ann","text":"Good morning all. Shall we begin?"},
                                                    {"speaker":"Bob","text":"Yes."}]})");
  ASSERT_EQ(t.sentences.size(), 3U);
  EXPECT_EQ(t.turns[1].speaker, "Bob");
  EXPECT_EQ(t.sentences[2].id, 3);
  EXPECT_EQ(t.sentences[2].turn, 1U);
  EXPECT_NEAR(t.sentences[2].from, 6 * 60 / 160.0, 0.01);
}

TEST(ReadTranscript, GivenSentencesStayAsTheyAre) {
  const auto t = read(R"({"turns":[{"speaker":"1","text":"甲。乙。","sentences":["甲。乙。"]}]})");
  ASSERT_EQ(t.sentences.size(), 1U);
  EXPECT_EQ(t.language, "zh");
}

TEST(ReadTranscript, SrtKeepsItsTimes) {
  const auto t = read(
      "1\r\n00:00:01,500 --> 00:00:03,000\r\nHello there.\r\n\r\n2\r\n00:01:00,000 --> "
      "00:01:02,000\r\n<i>Bye</i> now.\r\n");
  ASSERT_EQ(t.sentences.size(), 2U);
  EXPECT_DOUBLE_EQ(t.sentences[0].from, 1.5);
  EXPECT_DOUBLE_EQ(t.sentences[1].to, 62);
  EXPECT_EQ(t.sentences[1].text, "Bye now.");
}

TEST(ReadTranscript, WebVttNamesSpeakers) {
  const auto t = read(
      "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Anna Lee>Good morning.\n\n00:02.000 --> 00:03.000\nTom: Hi.\n");
  ASSERT_EQ(t.turns.size(), 2U);
  EXPECT_EQ(t.turns[0].speaker, "Anna Lee");
  EXPECT_EQ(t.turns[1].speaker, "Tom");
}

TEST(ReadTranscript, TextWithNames) {
  const auto t = read("王芳：我们开始吧。\n李强：好的。\n");
  ASSERT_EQ(t.turns.size(), 2U);
  EXPECT_EQ(t.turns[0].speaker, "王芳");
  EXPECT_EQ(t.sentences[1].text, "好的。");
}

TEST(ReadTranscript, ResultAsrInAReport) {
  const auto t = read(
      R"({"Results":{"Result":[{"Type":"Meta","Data":"{}"},{"Type":"ASR","Data":"{\"details\":[{\"from\":2,\"to\":4,\"content\":\"One. Two.\"}]}"}]}})");
  ASSERT_EQ(t.sentences.size(), 2U);
  EXPECT_DOUBLE_EQ(t.sentences[0].from, 2);
  EXPECT_DOUBLE_EQ(t.sentences[1].to, 4);
}

TEST(ReadTranscript, ResultAsrNamesItsSpeakers) {
  const auto t = read(
      R"({"details":[{"from":0,"to":2,"content":"Shall we begin?","speakerId":"1"},{"from":2,"to":3,"content":"Yes.","speakerId":"2"}]})");
  ASSERT_EQ(t.turns.size(), 2U);
  EXPECT_EQ(t.turns[0].speaker, "1");
  EXPECT_EQ(t.turns[1].speaker, "2");
}

TEST(ReadTranscript, ResultNlpKeepsItsWords) {
  const auto t = read(
      R"({"transcription":{"paragraphs":[{"paragraphId":"1","speakerId":"2","words":[{"id":1,"sentenceId":7,"start":1000,"end":1500,"text":"Good"},{"id":2,"sentenceId":7,"start":1500,"end":2000,"text":"day."}]}]}})");
  ASSERT_EQ(t.sentences.size(), 1U);
  EXPECT_EQ(t.sentences[0].text, "Good day.");
  EXPECT_EQ(t.sentences[0].words.size(), 2U);
}

TEST(ReadTranscript, WhatIsNoTranscriptIsRefused) {
  expect_unreadable("");
  expect_unreadable("  \n ");
  expect_unreadable("a\xff\xfe");
  expect_unreadable("{\"turns\":");
  expect_unreadable("{\"other\":1}");
  expect_unreadable("[1,2]");
  expect_unreadable("{\"turns\":[]}");
  expect_unreadable(R"({"turns":[{"speaker":"a","sentences":[7]}]})");
  expect_unreadable(R"({"details":[{"from":"x","to":1,"content":"a"}]})");
  expect_unreadable("1\n00:00:01,000 --> 00:00:02,000\n\n");
}

TEST(ReadTranscript, TimesThatRunBackwardsAreMended) {
  const auto t = read(R"({"details":[{"from":5,"to":4,"content":"A."},{"from":1,"to":2,"content":"B."}]})");
  ASSERT_EQ(t.sentences.size(), 2U);
  for (const auto& s : t.sentences) EXPECT_LE(s.from, s.to);
  EXPECT_LE(t.sentences[0].from, t.sentences[1].from);
}

TEST(ReadTranscript, AVeryLongLineIsNoDisaster) {
  EXPECT_FALSE(read(std::string(300000, 'a') + ": b").sentences.empty());
}

}  // namespace
}  // namespace smarttag::language
