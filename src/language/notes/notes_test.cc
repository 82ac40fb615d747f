#include "language/notes/notes.h"
#include "base/paths.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "language/notes/clean_speech.h"
#include "language/notes/segmentation.h"
#include "language/text/unicode.h"
#include "language/transcript/read_transcript.h"

namespace smarttag::language {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::shared_ptr<const Vocabulary> vocabulary() {
  static const auto kLoaded = Vocabulary::load(home_folder() / "data");
  return kLoaded ? *kLoaded : nullptr;
}

Talk talk_of(std::string_view text) {
  auto transcript = read_transcript(text);
  EXPECT_TRUE(transcript);
  return make_talk(transcript ? *transcript : Transcript{}, vocabulary());
}

constexpr std::string_view kEnglishMeeting =
    "Anna Lee: Good morning everybody, let's begin with the budget for the spring campaign.\n"
    "Tom Baker: The printers raised their prices by ten per cent, so the brochures cost more than we "
    "planned.\n"
    "Anna Lee: How much more do the brochures cost than in our first estimate?\n"
    "Tom Baker: About two thousand euros for the whole print run, because the paper became so expensive.\n"
    "Anna Lee: Okay. Tom, can you send the new estimate to the finance department by Thursday?\n"
    "Tom Baker: Sure.\n"
    "Anna Lee: Next item is the website. The old pages would be hard to read on a telephone.\n"
    "Maria Gomez: I'll prepare a draft of the new home page by next Friday.\n"
    "Anna Lee: Great, the weather was lovely on my holiday by the way.\n"
    "Maria Gomez: If we had more people we could test it on Monday.\n";

constexpr std::string_view kChineseMeeting =
    "王芳：大家好，我们先讨论新产品发布会的预算。\n"
    "李强：场地的费用比去年高了不少，供应商说因为人工成本上涨。\n"
    "王芳：场地费用大概比原来的预算超出多少？\n"
    "李强：超出大约两万元，主要是灯光和音响设备的租金。\n"
    "王芳：好的，李强请在下周三之前提交新的预算方案。\n"
    "张伟：我负责联系媒体，周五之前把名单发给大家。\n"
    "王芳：上周我们去参观了工厂，感觉不错。\n";

TEST(Actions, OfAnEnglishMeeting) {
  const auto found = actions(talk_of(kEnglishMeeting));
  ASSERT_EQ(found.size(), 2U);
  EXPECT_THAT(found[0].who, HasSubstr("Tom"));
  EXPECT_EQ(found[0].when, "by Thursday");
  EXPECT_THAT(found[0].what, HasSubstr("new estimate"));
  EXPECT_EQ(found[1].who, "Maria Gomez");
  EXPECT_EQ(found[1].when, "by next Friday");
}

TEST(Actions, TheWordThatARequestBeginsWithIsNobody) {
  const auto found =
      actions(talk_of("Anna Lee: Well, could you send the signed contract to the lawyers by Friday?\n"
                      "Tom Baker: Yes, I can do that.\n"));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].who, "Tom Baker");
}

TEST(Actions, OfAChineseMeeting) {
  const auto found = actions(talk_of(kChineseMeeting));
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].who, "李强");
  EXPECT_EQ(found[0].when, "在下周三之前");
  EXPECT_EQ(found[1].who, "张伟");
  EXPECT_EQ(found[1].when, "周五之前");
}

TEST(Actions, OfASentenceInTwoLanguagesHaveTheirOwner) {
  const auto owner = [](const std::string& said) {
    const auto found = actions(talk_of("王芳：我们先看预算。\nDavid Li: " + said + "\n王芳：谢谢。\n"));
    return found.size() == 1 ? found[0].who + "|" + found[0].when : std::to_string(found.size());
  };
  EXPECT_EQ(owner("好的，I will send the budget by Friday"), "David Li|by Friday");
  EXPECT_EQ(owner("好的I'll send the budget to finance by Friday."), "David Li|by Friday");
  EXPECT_EQ(owner("OK, 我周五之前把 budget 发给 finance team。"), "David Li|周五之前");
  EXPECT_EQ(owner("我 will send the budget by Friday."), "David Li|by Friday");
  EXPECT_EQ(owner("I’ll send the budget by Friday."), "David Li|by Friday");
}

TEST(Questions, AreFoundWithTheirAnswers) {
  const auto talk = talk_of(kEnglishMeeting);
  const auto notes = make_notes(talk);
  ASSERT_FALSE(notes.questions.empty());
  EXPECT_THAT(notes.questions[0].question_text, HasSubstr("How much more"));
  EXPECT_THAT(notes.questions[0].answer_text, HasSubstr("two thousand euros"));
}

TEST(Questions, OfAChineseMeeting) {
  const auto notes = make_notes(talk_of(kChineseMeeting));
  ASSERT_EQ(notes.questions.size(), 1U);
  EXPECT_THAT(notes.questions[0].answer_text, HasSubstr("两万元"));
}

TEST(Questions, ATagIsNoQuestion) {
  const auto talk = talk_of("甲：这个方案已经通过了，对吧？\n乙：对，方案昨天下午已经通过了。\n");
  EXPECT_FALSE(asks(talk, 0));
  EXPECT_FALSE(asks(talk_of("Ann: So the budget is settled, right?\nBob: Yes.\n"), 0));
}

std::string long_talk() {
  std::string text;
  const std::vector<std::vector<std::string>> subjects{
      {"The orchestra rehearsed the symphony with violins and trumpets.",
       "Conductors shape the melody of a symphony.", "Violins carry the melody while trumpets answer.",
       "The concert hall echoes every trumpet."},
      {"Volcanoes erupt when magma rises through the crust.", "Lava from a volcano cools into basalt.",
       "Seismographs record earthquakes near volcanoes.", "Magma under the crust feeds every eruption."},
      {"Bakers knead the dough until the gluten is elastic.", "Yeast makes the dough rise in the oven.",
       "A hot oven gives bread its crust of flour.", "Sourdough bread ferments with wild yeast."}};
  for (const auto& sentences : subjects) {
    text += "Guide: Now let's talk about the next topic.\n";
    for (int i = 0; i < 40; ++i) text += "Guide: " + sentences[static_cast<std::size_t>(i) % 4] + "\n";
  }
  return text;
}

TEST(Chapters, BeginWhereTheSubjectChangesAndCoverTheTalk) {
  const auto talk = talk_of(long_talk());
  const auto notes = make_notes(talk);
  ASSERT_EQ(notes.chapters.size(), 3U);
  EXPECT_NEAR(static_cast<double>(notes.chapters[1].first), 41, 3);
  EXPECT_NEAR(static_cast<double>(notes.chapters[2].first), 82, 3);
  std::size_t next = 0;
  for (const auto& chapter : notes.chapters) {
    EXPECT_EQ(chapter.first, next);
    EXPECT_FALSE(chapter.headline.empty());
    EXPECT_LE(length_in_units(chapter.headline), 12U);
    EXPECT_FALSE(chapter.summary.empty());
    next = chapter.last;
  }
  EXPECT_EQ(next, talk.sentences().size());
  EXPECT_THAT(notes.chapters[1].headline, HasSubstr("olcano"));
}

// Two subjects with talk about neither in between: where the second chapter begins is open.
Talk two_subjects(std::vector<double> cuts) {
  const std::string whole = long_talk();
  std::string text;
  std::size_t at = 0;
  for (int line = 0; line < 82; ++line) {
    const auto end = whole.find('\n', at) + 1;
    const bool announced = line == 0 || line == 41;
    if (line == 41)
      for (int i = 0; i < 8; ++i) text += "Guide: Well, here we are again.\n";
    if (!announced) text += whole.substr(at, end - at);
    at = end;
  }
  auto transcript = read_transcript(text);
  EXPECT_TRUE(transcript);
  transcript->cuts = std::move(cuts);
  return make_talk(*transcript, vocabulary());
}

TEST(Chapters, BeginAtTheCutWhereThePictureChangesWithTheSubject) {
  const auto plain = two_subjects({});
  for (const std::size_t sentence : {41U, 46U}) {
    const auto talk = two_subjects({plain.sentences()[sentence].from + 0.3});
    EXPECT_THAT(segment_starts(talk), ElementsAre(0U, sentence));
  }
}

TEST(Chapters, AreThoseOfTheWordsWhereThePictureChangesAllTheTime) {
  const auto plain = two_subjects({});
  std::vector<double> cuts;
  for (double at = 1; at < plain.sentences().back().to; at += 2) cuts.push_back(at);
  EXPECT_EQ(segment_starts(two_subjects(cuts)), segment_starts(plain));
}

TEST(MindMap, OfALongTalkHasTwoLevels) {
  const auto notes = make_notes(talk_of(long_talk()));
  ASSERT_EQ(notes.mind_map.size(), 1U);
  ASSERT_EQ(notes.mind_map[0].topics.size(), 3U);
  for (const auto& topic : notes.mind_map[0].topics) EXPECT_THAT(topic.topics, Not(IsEmpty()));
}

TEST(Summary, GrowsWithTheTalkAndStaysShort) {
  const auto shorter = make_notes(talk_of(kEnglishMeeting)).summary;
  const auto longer = make_notes(talk_of(long_talk())).summary;
  EXPECT_FALSE(shorter.empty());
  EXPECT_LE(length_in_units(longer), 200U);
}

TEST(Scene, SharesSumToOneAndTellTheKindsApart) {
  const auto lecture = scene_of(talk_of(long_talk()));
  EXPECT_NEAR(lecture.lecture + lecture.interview + lecture.meeting, 1, 1e-9);
  EXPECT_GT(lecture.lecture, 0.5);
  EXPECT_GT(scene_of(talk_of(kEnglishMeeting)).meeting, 0.5);
  const auto interview =
      scene_of(talk_of("Host: Welcome to the programme, tell us how did you become a diver?\nGuest: My "
                       "father took me to the sea when I was "
                       "five, and I never wanted to do anything else in my life.\nHost: What was your "
                       "deepest dive?\nGuest: Ninety metres "
                       "near Malta, in the dark, with two friends who filmed every minute of it.\nHost: What "
                       "do you think of the new "
                       "rules?\nGuest: They protect the reefs, and divers should welcome them even if they "
                       "cost us some freedom.\n"));
  EXPECT_GT(interview.interview, 0.5);
}

TEST(CleanSpeech, LeavesOutWhatIsSaidWhileThinking) {
  EXPECT_EQ(clean_speech("So um we we need, uh, a budget .", *vocabulary()), "We need, a budget.");
  EXPECT_EQ(clean_speech("嗯这个这个这个预算", *vocabulary()), "这个预算");
  EXPECT_EQ(clean_speech("", *vocabulary()), "");
}

TEST(Notes, OfOneWordAreValid) {
  const auto notes = make_notes(talk_of("Yes"));
  ASSERT_EQ(notes.chapters.size(), 1U);
  EXPECT_THAT(notes.questions, IsEmpty());
  EXPECT_THAT(notes.actions, IsEmpty());
}

TEST(Notes, OfNothingAreEmpty) {
  const auto notes = make_notes(make_talk({}, vocabulary()));
  EXPECT_THAT(notes.chapters, IsEmpty());
  EXPECT_EQ(notes.summary, "");
}

}  // namespace
}  // namespace smarttag::language
