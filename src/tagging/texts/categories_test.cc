#include "tagging/texts/categories.h"
#include "base/paths.h"

#include <fstream>
#include <map>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace smarttag::tagging {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::shared_ptr<const language::Vocabulary> words() {
  static const auto kWords = language::Vocabulary::load(home_folder() / "data");
  return *kWords;
}

std::shared_ptr<const Categories> table() {
  static const auto kTable = Categories::read(home_folder() / "data/categories.tsv", words());
  EXPECT_TRUE(kTable) << kTable.error().client.text;
  return *kTable;
}

language::Talk talk(const std::vector<std::string>& sentences) {
  language::TranscriptBuilder builder;
  double at = 0;
  for (const auto& sentence : sentences) {
    builder.sentence(sentence, at, at + 4);
    at += 5;
  }
  return language::make_talk(builder.finish(), words());
}

std::vector<Topic> topics(const std::vector<SeenTag>& tags, const std::vector<std::string>& said = {},
                          const std::vector<std::string>& shown = {}) {
  return table()->topics(tags, {talk(said), talk(shown)});
}

TEST(Categories, WhatIsSeenTellsTheSubject) {
  const auto found = topics({{"surfing", 0.9, {{2, 8}}}, {"sea", 0.6, {}}});
  ASSERT_THAT(found, Not(IsEmpty()));
  EXPECT_EQ(found[0].category.second, "Water Sports");
  EXPECT_EQ(found[0].category.first_chinese, "体育");
  EXPECT_EQ(found[0].sign, "surfing");
  ASSERT_EQ(found[0].when.size(), 1U);
  EXPECT_DOUBLE_EQ(found[0].when[0].to, 8);
}

TEST(Categories, WhatIsSaidTellsTheSubjectInBothLanguages) {
  const auto english = topics({}, {"The vaccines were tested by public health doctors.",
                                   "The virus spread and the infection reached many towns."});
  ASSERT_THAT(english, Not(IsEmpty()));
  EXPECT_EQ(english[0].category.second, "Public Health");
  const auto chinese = topics({}, {"这次比赛的篮板和三分球都很精彩", "男篮的篮球水平提高了"});
  ASSERT_THAT(chinese, Not(IsEmpty()));
  EXPECT_EQ(chinese[0].category.second_chinese, "篮球");
}

TEST(Categories, OneCommonWordOrNothingTellsNoSubject) {
  EXPECT_THAT(topics({}), IsEmpty());
  EXPECT_THAT(topics({}, {"We went home and had a song on the way."}), IsEmpty());
  EXPECT_THAT(topics({{"chair", 0.9, {}}}), IsEmpty());
}

TEST(Categories, MoreEvidenceNeverLowersTheScoreAndItStaysBelowOne) {
  double before = 0;
  for (const double score : {0.4, 0.6, 1.0}) {
    const auto found = topics({{"elephant", score, {}}, {"lion", score, {}}, {"animal", score, {}}});
    const double now = found.empty() ? 0 : found[0].score;
    EXPECT_GE(now, before);
    EXPECT_LT(now, 1);
    before = now;
  }
  EXPECT_GT(before, 0.5);
}

TEST(Categories, TheTableHasTwentyTimesSixInBothLanguages) {
  std::map<std::string, std::set<std::string>> seconds;
  std::ifstream in(home_folder() / "data/categories.tsv");
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    const auto tab = line.find('\t');
    const auto second = line.substr(tab + 1, line.find('\t', tab + 1) - tab - 1);
    EXPECT_THAT(line.substr(0, tab), HasSubstr("|"));
    EXPECT_THAT(second, HasSubstr("|"));
    seconds[line.substr(0, tab)].insert(second);
  }
  EXPECT_GE(seconds.size(), 20U);
  for (const auto& [first, of] : seconds) EXPECT_GE(of.size(), 6U) << first;
}

TEST(Categories, AUsersOwnHaveThreeLevels) {
  const auto own = Categories::parse("Factory\tLine A\t-\tforklift jam, pallet\t-\tStoppage\n", words());
  ASSERT_TRUE(own);
  const auto found = (*own)->topics({}, {talk({"There is a forklift jam beside the pallets."}), talk({})});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].category.first, "Factory");
  EXPECT_EQ(found[0].category.third, "Stoppage");
}

TEST(Categories, ANumberInTheNameOfATagIsNoWeight) {
  const auto own = Categories::parse("Flight\tAirliners\tBoeing 747, jet nan\t-\t-\n", words());
  ASSERT_TRUE(own);
  const auto found = (*own)->topics({{"Boeing 747", 1, {}}, {"jet nan", 1, {}}}, {talk({}), talk({})});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_LT(found[0].score, 0.9);
}

TEST(Categories, ALineThatDoesNotFitIsNamed) {
  EXPECT_FALSE(Categories::parse("|\tB\tC\t-\t-\n", words()));
  const auto bad = Categories::parse("# fine\nA\tB\tC\n", words());
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().kind, ErrorKind::kUsage);
  EXPECT_THAT(bad.error().client.text, HasSubstr("line 2"));
  EXPECT_EQ(Categories::read("no/such/file", words()).error().kind, ErrorKind::kInternal);
}

}  // namespace
}  // namespace smarttag::tagging
