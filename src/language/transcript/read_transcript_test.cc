#include "language/transcript/read_transcript.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace smarttag::language {
namespace {

using ::testing::HasSubstr;

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

TEST(ReadTranscript, CutsOfThePictureStandBesideTheTurns) {
  EXPECT_EQ(read(R"({"turns":[{"text":"Good morning all."}],"cuts":[7.5,2]})").cuts,
            (std::vector<double>{2, 7.5}));
  EXPECT_FALSE(read_transcript(R"({"turns":[{"text":"Good morning all."}],"cuts":[-1]})"));
  EXPECT_FALSE(read_transcript(R"({"turns":[{"text":"Good morning all."}],"cuts":"2"})"));
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

TEST(ReadTranscript, LinesMayEndWithCarriageReturnAlone) {
  const auto t =
      read("1\r00:00:00,000 --> 00:00:01,000\rOld lines.\r\r2\r00:00:01,000 --> 00:00:02,000\rMore.\r");
  ASSERT_EQ(t.sentences.size(), 2U);
  EXPECT_EQ(t.sentences[0].text, "Old lines.");
  EXPECT_EQ(t.sentences[1].from, 1);
}

TEST(ReadTranscript, WebVttWithoutCuesHasNoSentence) { expect_unreadable("WEBVTT\n\nNOTE nothing yet\n"); }

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
  const auto t = read(R"({"details":[{"from":5,"to":6,"content":"A."},{"from":1,"to":2,"content":"B."}]})");
  ASSERT_EQ(t.sentences.size(), 2U);
  for (const auto& s : t.sentences) EXPECT_LE(s.from, s.to);
  EXPECT_LE(t.sentences[0].from, t.sentences[1].from);
}

std::string why_unreadable(std::string_view content) {
  const auto got = read_transcript(content);
  return got ? "" : got.error().client.text;
}

TEST(ReadTranscript, CharactersThatSubtitlesWriteByNameOrNumber) {
  const auto t = read(
      "WEBVTT\n\n00:01.000 --> 00:02.000\n<v R&amp;D>Costs &lt; 5&nbsp;%, said &#39;Q&amp;A&#x27; &amp;lt; "
      "here.\n");
  ASSERT_EQ(t.sentences.size(), 1U);
  EXPECT_EQ(t.sentences[0].text, "Costs < 5 %, said 'Q&A' &lt; here.");
  EXPECT_EQ(t.turns[0].speaker, "R&D");
  EXPECT_EQ(read("1\n00:00:01,000 --> 00:00:02,000\nAT&T &copy R&D &\n").sentences[0].text,
            "AT&T &copy R&D &");
}

TEST(ReadTranscript, SubtitleTimesThatNoClockShowsAreRefused) {
  EXPECT_THAT(why_unreadable("1\n99:99:99,000 --> 99:99:99,500\nA.\n"), HasSubstr("line 2 has a time"));
  EXPECT_THAT(why_unreadable("WEBVTT\n\n00:60.000 --> 01:00.000\nA.\n"), HasSubstr("line 3 has a time"));
  EXPECT_THAT(why_unreadable("1\n9999:00:00,000 --> 9999:00:01,000\nA.\n"), HasSubstr("hours up to 1,000"));
  EXPECT_THAT(why_unreadable("1\n00:00:05,000 --> 00:00:02,000\nA.\n"),
              HasSubstr("line 2: this cue ends before"));
}

TEST(ReadTranscript, TimesInJsonThatAreNoneAreRefused) {
  const auto asr = [](const std::string& times) {
    return why_unreadable(R"({"details":[{"from":0,"to":1,"content":"A."},{)" + times +
                          R"(,"content":"B."}]})");
  };
  EXPECT_THAT(asr(R"("from":0,"to":1e300)"), HasSubstr("segment 2 has a time that is none"));
  EXPECT_THAT(asr(R"("from":-1,"to":1)"), HasSubstr("segment 2 has a time that is none"));
  EXPECT_THAT(asr(R"("from":3,"to":2)"), HasSubstr("segment 2 ends before it begins"));
  EXPECT_NE(asr(R"("from":NaN,"to":2)"), "");
  EXPECT_NE(asr(R"("from":null,"to":2)"), "");
  EXPECT_THAT(why_unreadable(R"({"turns":[{"text":"A.","from":2,"to":1}]})"),
              HasSubstr("turn 1 ends before"));
  EXPECT_THAT(
      why_unreadable(
          R"({"transcription":{"paragraphs":[{"words":[{"sentenceId":1,"start":0,"end":1e300,"text":"A"}]}]}})"),
      HasSubstr("paragraph 1, word 1 has a time"));
}

TEST(ReadTranscript, AWordOfNlpWithoutTextIsRefused) {
  EXPECT_THAT(
      why_unreadable(
          R"({"transcription":{"paragraphs":[{"words":[{"sentenceId":1,"start":0,"end":1,"text":"A"},{"sentenceId":1,"start":1,"end":2,"text":""}]}]}})"),
      HasSubstr("paragraph 1, word 2 has no text"));
}

TEST(ReadTranscript, TextInUtf16IsRead) {
  const std::u16string text = u"\ufeff王芳：我们开始吧。\n李强：好的。\n";
  std::string little, big;
  for (const char16_t unit : text) {
    const auto low = static_cast<char>(unit & 0xffU), high = static_cast<char>(unit >> 8U);
    little += {low, high};
    big += {high, low};
  }
  for (const auto& content : {little, big}) {
    const auto t = read(content);
    ASSERT_EQ(t.turns.size(), 2U);
    EXPECT_EQ(t.turns[0].speaker, "王芳");
    EXPECT_EQ(t.sentences[1].text, "好的。");
  }
  EXPECT_THAT(why_unreadable(little.substr(0, little.size() - 1)), HasSubstr("Save it as UTF-8"));
}

TEST(ReadTranscript, ControlCharactersAreNoText) {
  const auto t = read(
      "Eve\x1b[2J: Hello \x1b]0;gotcha\x07there\xc2\x9b"
      "31m.\n");
  for (const auto& sentence : t.sentences)
    EXPECT_EQ(sentence.text.find_first_of("\x1b\x07\x9b"), std::string::npos) << sentence.text;
  const auto named_by_json = read(R"({"turns":[{"speaker":"E\u001bve\n","text":"A\u0000b."}]})");
  EXPECT_EQ(named_by_json.turns[0].speaker, "E ve");
  EXPECT_EQ(named_by_json.sentences[0].text, "A b.");
}

TEST(ReadTranscript, WhatTranscribeWritesAsJson) {
  const auto t = read(
      R"({"file":"a.wav","language":"en","segments":[{"start":1,"end":2,"text":"Good day.","language":"en","speaker":"1"}]})");
  ASSERT_EQ(t.sentences.size(), 1U);
  EXPECT_EQ(t.turns[0].speaker, "1");
  EXPECT_DOUBLE_EQ(t.sentences[0].from, 1);
}

TEST(ReadTranscript, ATalkInAnotherLanguageIsRefused) {
  EXPECT_THAT(why_unreadable(R"({"language":"de","turns":[{"text":"Guten Tag."}]})"),
              HasSubstr("Chinese (zh) and English"));
  EXPECT_EQ(read(R"({"language":"cn","turns":[{"text":"OK."}]})").language, "zh");
  EXPECT_EQ(read(R"({"language":"zh-CN","turns":[{"text":"OK."}]})").language, "zh");
  EXPECT_EQ(read(R"({"language":"en-US","turns":[{"text":"好的。"}]})").language, "en");
}

TEST(ReadTranscript, AVeryLongLineIsNoDisaster) {
  EXPECT_FALSE(read(std::string(300000, 'a') + ": b").sentences.empty());
}

}  // namespace
}  // namespace smarttag::language
