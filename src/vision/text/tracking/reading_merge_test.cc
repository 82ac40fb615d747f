#include "vision/text/tracking/reading_merge.h"

#include <gtest/gtest.h>

namespace smarttag::vision::text {
namespace {

TEST(Relation, EqualTextsAreTheSame) {
  EXPECT_EQ(relation("Breaking News", 0.9F, "BREAKING NEWS", 0.9F), Relation::kSame);
  EXPECT_EQ(relation("今日，天气", 0.9F, "今日,天气", 0.9F), Relation::kSame);
}

TEST(Relation, AMisreadLetterIsTheSameLine) {
  EXPECT_EQ(relation("Breaking News", 0.98F, "Breaking Mews", 0.97F), Relation::kSame);
  EXPECT_EQ(relation("外交部发言人就此答记者问", 0.97F, "外交部发言人就此答记者间", 0.99F), Relation::kSame);
  EXPECT_EQ(relation("Stat1on", 0.7F, "Station", 0.99F), Relation::kSame);
}

TEST(Relation, SurelyReadTextsMayDifferLess) {
  EXPECT_EQ(relation("富士康印度工厂停产", 0.99F, "富士康越南工厂停产", 0.99F), Relation::kDifferent);
  EXPECT_EQ(relation("富士康印度工厂停产", 0.6F, "富士康越南工厂停产", 0.99F), Relation::kSame);
}

TEST(Relation, DigitsReadSurelyAreNeverMisread) {
  EXPECT_EQ(relation("20:15:01 Berlin Studio", 0.99F, "20:15:02 Berlin Studio", 0.99F), Relation::kDifferent);
  EXPECT_EQ(relation("20:15:01 Berlin Studio", 0.99F, "20:15:02 Berlin Studio", 0.7F), Relation::kSame);
}

TEST(Relation, TextGrowsAndShrinks) {
  EXPECT_EQ(relation("Hello", 0.99F, "Hello world again", 0.99F), Relation::kGrown);
  EXPECT_EQ(relation("Hello world again", 0.99F, "world", 0.99F), Relation::kShrunk);
  EXPECT_EQ(relation("Hello", 0.99F, "Goodbye", 0.99F), Relation::kDifferent);
  EXPECT_EQ(relation("a", 0.99F, "banana", 0.99F), Relation::kDifferent)
      << "one letter is no part to tell by";
}

TEST(Joined, TextThatMovesLeftIsJoined) {
  EXPECT_EQ(joined("Parliament votes on the new bud", "votes on the new budget tomor"),
            "Parliament votes on the new budget tomor");
}

TEST(Joined, TextThatMovesRightIsJoined) {
  EXPECT_EQ(joined("budget tomorrow", "the new budget tom"), "the new budget tomorrow");
}

TEST(Joined, LettersCutOffAtTheEdgeAreTakenFromTheOtherReading) {
  EXPECT_EQ(joined("Parliament votes on the new buc", "Iiament votes on the new budget"),
            "Parliament votes on the new budget");
}

TEST(Joined, AMisreadLetterInTheMiddleDoesNotKeepThemApart) {
  EXPECT_EQ(joined("snow closes mountain roads in the", "mountaln roads in the north today"),
            "snow closes mountain roads in the north today");
}

TEST(Joined, ReplacedTextIsNotJoined) {
  EXPECT_EQ(joined("Breaking news: storm", "Breaking news: flood"), "") << "no shift";
  EXPECT_EQ(joined("Stocks fall in Asia", "Rain in the north"), "");
  EXPECT_EQ(joined("", "abc"), "");
  EXPECT_EQ(joined("abc", "bcd"), "") << "too short an overlap";
}

}  // namespace
}  // namespace smarttag::vision::text
