#include "speech/writing/subtitles.h"

#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace smarttag::speech {
namespace {

using testing::HasSubstr;

TimedFact said(std::string text, double from, double to, std::string language) {
  return {from, to, 0.9F, "asr", facts::Speech{std::move(text), std::move(language)}, {}};
}

TEST(Subtitles, SubRip) {
  EXPECT_EQ(srt({said("Hello there.", 1.5, 3.25, "en"), said("你好。", 3723.0, 3725.5, "zh")},
                SubtitleLanguage::kAll),
            "1\n00:00:01,500 --> 00:00:03,250\nHello there.\n\n"
            "2\n01:02:03,000 --> 01:02:05,500\n你好。\n\n");
}

TEST(Subtitles, WebVttEscapesWhatWouldBeMarkup) {
  EXPECT_EQ(webvtt({said("a < b & c", 0, 2, "en")}, SubtitleLanguage::kAll),
            "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\na &lt; b &amp; c\n\n");
}

TEST(Subtitles, OneLanguageAlone) {
  const std::vector<TimedFact> both{said("Hello.", 0, 1, "en"), said("你好。", 2, 3, "zh"),
                                    said("Hallo.", 4, 5, "de")};
  EXPECT_EQ(cues(both, SubtitleLanguage::kAll).size(), 3U);
  ASSERT_EQ(cues(both, SubtitleLanguage::kChinese).size(), 1U);
  EXPECT_EQ(cues(both, SubtitleLanguage::kChinese)[0].text, "你好。");
  EXPECT_EQ(cues(both, SubtitleLanguage::kEnglish)[0].text, "Hello.");
}

TEST(Subtitles, ALongSegmentBecomesCuesThatShareItsTime) {
  const auto out =
      cues({said("It was the best of times, it was the worst of times, it was the age of wisdom. It was the "
                 "age of foolishness, it was the epoch of belief, it was the epoch of incredulity.",
                 10, 20, "en")},
           SubtitleLanguage::kAll);
  ASSERT_GE(out.size(), 2U);
  EXPECT_DOUBLE_EQ(out.front().from, 10);
  EXPECT_DOUBLE_EQ(out.back().to, 20);
  for (std::size_t i = 0; i < out.size(); ++i) {
    EXPECT_LE(out[i].text.size(), 42U) << out[i].text;
    if (i > 0) {
      EXPECT_DOUBLE_EQ(out[i].from, out[i - 1].to);
    }
  }
  EXPECT_EQ(out.front().text, "It was the best of times,") << "a cue ends where a pause is, if it can";
}

TEST(Subtitles, WhatIsSungStandsBetweenNotes) {
  auto sung = said("Should auld acquaintance be forgot, and never brought to mind?", 0, 8, "en");
  sung.as<facts::Speech>()->sung = true;
  const auto out = cues({sung, said("Thank you.", 9, 10, "en")}, SubtitleLanguage::kAll);
  ASSERT_EQ(out.size(), 3U);
  EXPECT_EQ(out[0].text, "♪ Should auld acquaintance be forgot, ♪");
  EXPECT_EQ(out[1].text, "♪ and never brought to mind? ♪");
  EXPECT_EQ(out[2].text, "Thank you.");
}

TEST(Subtitles, NotesHaveRoomInTheLine) {
  auto sung = said(std::string(200, 'a'), 0, 8, "en");
  sung.as<facts::Speech>()->sung = true;
  for (const auto& cue : cues({sung}, SubtitleLanguage::kAll))
    EXPECT_LE(cue.text.size(), 42U + 2 * (std::string("♪").size() - 1)) << cue.text;
}

TEST(Subtitles, EachStandsOnOneLine) {
  const std::string text = srt({said("It was the best of times, it was the worst of times, it was the age of "
                                     "wisdom, it was the age of foolishness.",
                                     0, 9, "en")},
                               SubtitleLanguage::kAll);
  std::istringstream lines(text);
  std::string number, times, content, between;
  while (std::getline(lines, number) && std::getline(lines, times) && std::getline(lines, content) &&
         std::getline(lines, between)) {
    EXPECT_THAT(times, HasSubstr(" --> "));
    EXPECT_FALSE(content.empty());
    EXPECT_EQ(between, "");
  }
}

TEST(Subtitles, ChineseBreaksWithoutSpacesAndNeverBeforeAMark) {
  const auto out = cues(
      {said("富士康在印度工厂出现大规模感染，目前工厂产量已下降超百分之五十。公司表示正在采取措施恢复生产。",
            0, 10, "zh")},
      SubtitleLanguage::kAll);
  for (const auto& cue : out) {
    EXPECT_LE(cue.text.size(), 21U * 3) << cue.text;
    EXPECT_NE(cue.text.substr(0, 3), "，");
    EXPECT_NE(cue.text.substr(0, 3), "。");
  }
}

TEST(Subtitles, AShortCueStaysForASecondUnlessTheNextOneComes) {
  const auto out = cues({said("No.", 1, 1.2, "en"), said("Yes.", 1.5, 1.6, "en")}, SubtitleLanguage::kAll);
  EXPECT_DOUBLE_EQ(out[0].to, 1.5);
  EXPECT_DOUBLE_EQ(out[1].to, 2.5);
}

TEST(Subtitles, AWordLongerThanALineIsCutNotLost) {
  const std::string word(100, 'x');
  std::string all;
  for (const auto& cue : cues({said(word, 0, 5, "en")}, SubtitleLanguage::kAll)) all += cue.text;
  EXPECT_EQ(all, word);
}

// Took time by the square of the length: minutes for what a corrected transcript may hold.
TEST(Subtitles, AMillionLettersWithoutABreakAreCutInOnePass) {
  std::size_t letters = 0;
  for (const auto& cue : cues({said(std::string(1'000'000, 'x'), 0, 100, "en")}, SubtitleLanguage::kAll))
    letters += cue.text.size();
  EXPECT_EQ(letters, 1'000'000U);
}

TEST(Subtitles, NothingSaidGivesNoCue) {
  EXPECT_EQ(srt({}, SubtitleLanguage::kAll), "");
  EXPECT_EQ(srt({said("  ", 0, 1, "en")}, SubtitleLanguage::kAll), "");
  EXPECT_THAT(webvtt({}, SubtitleLanguage::kAll), HasSubstr("WEBVTT"));
}

}  // namespace
}  // namespace smarttag::speech
