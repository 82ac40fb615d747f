#include "vision/text/reading/decoding/characters.h"

#include <gmock/gmock.h>

namespace smarttag::vision::text {
namespace {

using ::testing::ElementsAre;

TEST(Characters, AreSplitWhole) {
  EXPECT_THAT(characters("aé中😀"), ElementsAre("a", "é", "中", "😀"));
  EXPECT_TRUE(characters("").empty());
}

TEST(Characters, PunctuationSaysNothing) {
  for (const auto* text : {"", " ", "...", "—", "、。", "★", "[]", "·", "￥"})
    EXPECT_FALSE(says_something(text)) << text;
  for (const auto* text : {"a", "7", "é", "中", "-4-", "カ", "한", "Ａ", "①", "Ж"})
    EXPECT_TRUE(says_something(text)) << text;
}

TEST(Characters, WidthAndCaseDoNotCount) {
  EXPECT_EQ(folded("Ａ"), folded("a"));
  EXPECT_EQ(folded("："), folded(":"));
  EXPECT_EQ(folded("　"), 0U);
  EXPECT_NE(folded("é"), folded("e"));
}

TEST(Likeness, EqualTextsAreAlike) {
  EXPECT_FLOAT_EQ(likeness("券后价：5.8", "券后价:5.8"), 1);
  EXPECT_FLOAT_EQ(likeness("NEW YORK", "New York"), 1);
  EXPECT_FLOAT_EQ(likeness("", " "), 1);
}

TEST(Likeness, EachEditCountsOnce) {
  EXPECT_FLOAT_EQ(likeness("abcd", "abxd"), 0.75F);
  EXPECT_FLOAT_EQ(likeness("abcd", "abc"), 0.75F);
  EXPECT_FLOAT_EQ(likeness("中国", "中国人民"), 0.5F);
  EXPECT_FLOAT_EQ(likeness("ab", "xy"), 0);
  EXPECT_FLOAT_EQ(likeness("", "xy"), 0);
}

}  // namespace
}  // namespace smarttag::vision::text
