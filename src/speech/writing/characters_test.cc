#include "speech/writing/characters.h"

#include <gtest/gtest.h>

namespace smarttag::speech {
namespace {

TEST(Characters, ThereAndBack) {
  const std::string text = "aé你😀";
  EXPECT_EQ(code_points(text), (std::vector<char32_t>{'a', 0xE9, 0x4F60, 0x1F600}));
  EXPECT_EQ(utf8(code_points(text)), text);
}

TEST(Characters, WhatIsNoCharacterIsReplaced) {
  const std::vector<char32_t> one{0xFFFD};
  EXPECT_EQ(code_points("\x80"), one) << "a continuation alone";
  EXPECT_EQ(code_points("\xE4\xBD"), (std::vector<char32_t>{0xFFFD, 0xFFFD})) << "cut off";
  EXPECT_EQ(code_points("\xC0\xAF").front(), 0xFFFDU) << "longer than needed";
  EXPECT_EQ(code_points("\xED\xA0\x80").front(), 0xFFFDU) << "a surrogate";
  EXPECT_EQ(code_points("\xE4 a").back(), U'a') << "what follows is kept";
}

TEST(Characters, Kinds) {
  EXPECT_TRUE(is_wide(U'你') && is_wide(U'の') && is_wide(U'한') && is_wide(U'，'));
  EXPECT_FALSE(is_wide(U'a') || is_wide(U'é') || is_wide(U'я'));
  EXPECT_TRUE(ends_sentence(U'。') && ends_sentence(U'.') && ends_sentence(U'？'));
  EXPECT_FALSE(ends_sentence(U','));
  EXPECT_TRUE(is_pause_mark(U',') && is_pause_mark(U'、') && is_pause_mark(U'!'));
}

TEST(Characters, Trimmed) {
  EXPECT_EQ(trimmed("  a b\n"), "a b");
  EXPECT_EQ(trimmed("\u3000你\u3000"), "你");
  EXPECT_EQ(trimmed("   "), "");
  EXPECT_EQ(trimmed(""), "");
}

}  // namespace
}  // namespace smarttag::speech
