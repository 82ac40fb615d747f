#include "base/text/ascii.h"

#include <gtest/gtest.h>

namespace smarttag {
namespace {

TEST(Ascii, BlanksAtTheEndsGo) {
  EXPECT_EQ(trim_blanks(" \ta b\t "), "a b");
  EXPECT_EQ(trim_blanks(" \t"), "");
  EXPECT_EQ(trim_blanks(""), "");
  EXPECT_EQ(trim_blanks("\r\na\xC2\xA0"), "\r\na\xC2\xA0") << "lines and no-break spaces stay";
}

TEST(Ascii, OnlyLettersOfAsciiBecomeSmall) {
  EXPECT_EQ(lower_ascii("Content-TYPE[\\]`"), "content-type[\\]`");
  EXPECT_EQ(lower_ascii("\xC3\x84\xC1"), "\xC3\x84\xC1") << "whatever the locale";
}

TEST(Ascii, CaseDoesNotCount) {
  EXPECT_TRUE(same_but_for_case("VideoLabel", "videolabel"));
  EXPECT_TRUE(same_but_for_case("", ""));
  EXPECT_FALSE(same_but_for_case("a", "ab"));
  EXPECT_FALSE(same_but_for_case("[", "{")) << "they differ by the same bit as a letter's case";
}

}  // namespace
}  // namespace smarttag
