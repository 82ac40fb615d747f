#include "tagging/building/language/build_nlp.h"
#include "base/paths.h"

#include <gtest/gtest.h>

#include "tagging/texts/spoken_transcript.h"

namespace smarttag::tagging {
namespace {

TimedFact said(double from, double to, std::string text, std::string speaker = {},
               std::vector<facts::Word> words = {}) {
  return {from, to, 1, "asr", facts::Speech{std::move(text), "en", std::move(words), std::move(speaker)}};
}

std::shared_ptr<const language::Vocabulary> vocabulary() {
  static const auto kLoaded = language::Vocabulary::load(home_folder() / "data");
  return kLoaded ? *kLoaded : nullptr;
}

results::Nlp nlp_of(const std::vector<TimedFact>& facts, const NlpParts& parts) {
  const auto talk = language::make_talk(spoken_transcript(facts, ""), vocabulary());
  return build_nlp(talk, language::make_notes(talk), parts);
}

TEST(SpokenTranscript, ATurnEndsWithTheSpeakerOrAPause) {
  const auto t = spoken_transcript(
      {said(0, 2, "Good morning. Let us begin.", "speaker-1"), said(2.1, 3, "Fine.", "speaker-2"),
       said(3.2, 4, "Then go on.", "speaker-2"), said(9, 10, "One thing more.", "speaker-2")},
      "");
  ASSERT_EQ(t.turns.size(), 3U);
  EXPECT_EQ(t.turns[1].speaker, "speaker-2");
  EXPECT_EQ(t.sentences.size(), 5U);
  EXPECT_DOUBLE_EQ(t.sentences[4].from, 9);
}

TEST(SpokenTranscript, WordsGoToTheirSentences) {
  const auto t = spoken_transcript(
      {said(0, 4, "Good day. Go on.", "",
            {{" Good", 0, 1, 1}, {" day.", 1, 1.5, 1}, {" Go", 2, 3, 1}, {" on.", 3, 4, 1}})},
      "");
  ASSERT_EQ(t.sentences.size(), 2U);
  ASSERT_EQ(t.sentences[1].words.size(), 2U);
  EXPECT_EQ(t.sentences[1].words[0].text, "Go");
  EXPECT_DOUBLE_EQ(t.sentences[1].from, 2);
}

TEST(SpokenTranscript, OfNoSpeechIsEmpty) {
  EXPECT_TRUE(spoken_transcript({{0, 1, 1, "object", facts::Object{"car"}}}, "").sentences.empty());
}

TEST(BuildNlp, OnlyThePartsThatWereAskedFor) {
  const NlpParts parts{true, false, false, true, false, false, false};
  const results::Json json(nlp_of({said(0, 5, "The committee discussed the new library budget.")}, parts));
  EXPECT_TRUE(json.contains("transcription"));
  EXPECT_TRUE(json["summarization"].contains("paragraphSummary"));
  EXPECT_EQ(json["summarization"].size(), 1U);
  EXPECT_FALSE(json.contains("autoChapters") || json.contains("meetingAssistance"));
}

TEST(BuildNlp, WordsWithoutTimesShareTheTimeOfTheSentence) {
  const auto nlp = nlp_of({said(1, 3, "Ship it now.")}, {});
  const auto& words = nlp.transcription->at(0).words;
  ASSERT_EQ(words.size(), 3U);
  EXPECT_EQ(words[0].start, 1000);
  EXPECT_EQ(words[2].end, 3000);
  EXPECT_EQ(words[2].text, "now.");
  EXPECT_LE(words[0].end, words[1].start);
}

TEST(BuildNlp, ChaptersCoverTheTalkWithoutGap) {
  const auto nlp = nlp_of({said(0.5, 3, "The budget is large."), said(4, 9, "The library needs books.")}, {});
  ASSERT_FALSE(nlp.chapters->empty());
  EXPECT_EQ(nlp.chapters->front().start, 500);
  EXPECT_EQ(nlp.chapters->back().end, 9000);
}

TEST(BuildNlp, OfSilenceEverythingIsThereAndEmpty) {
  const results::Json json(nlp_of({}, {}));
  EXPECT_TRUE(json["transcription"]["paragraphs"].empty());
  EXPECT_TRUE(json["autoChapters"].empty());
  EXPECT_NEAR(json["meetingAssistance"]["classifications"]["meeting"].get<double>() +
                  json["meetingAssistance"]["classifications"]["lecture"].get<double>() +
                  json["meetingAssistance"]["classifications"]["interview"].get<double>(),
              1, 1e-3);
}

}  // namespace
}  // namespace smarttag::tagging
