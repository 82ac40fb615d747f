#include "base/text/unicode.h"

#include <gtest/gtest.h>

#include <cstdint>

namespace smarttag {
namespace {

using Points = std::vector<char32_t>;

TEST(Unicode, ThereAndBack) {
  const std::string text = "aé你😀";
  EXPECT_EQ(code_points(text), (Points{'a', 0xE9, 0x4F60, 0x1F600}));
  EXPECT_EQ(utf8(code_points(text)), text);
  EXPECT_EQ(count_code_points(text), 4);
  EXPECT_EQ(first_code_point(text.substr(3)), U'你');
  EXPECT_EQ(first_code_point(""), 0U);
  EXPECT_EQ(end_of_code_point(text, 3), 6U);
}

TEST(Unicode, WhatIsNoCharacterIsReplaced) {
  EXPECT_EQ(code_points("\x80"), Points{0xFFFD}) << "a continuation alone";
  EXPECT_EQ(code_points("\xE4\xBD"), Points{0xFFFD}) << "cut off";
  EXPECT_EQ(code_points("\xC0\xAF").front(), 0xFFFDU) << "longer than needed";
  EXPECT_EQ(code_points("\xED\xA0\x80").front(), 0xFFFDU) << "a surrogate";
  EXPECT_EQ(code_points("\xE4 a").back(), U'a') << "what follows is kept";
  for (const char32_t bad : {0xD800, 0xDFFF, 0x110000})
    EXPECT_EQ(utf8(bad), "\uFFFD") << static_cast<std::uint32_t>(bad);
  EXPECT_EQ(utf8(0xFFFF), "\uFFFF") << "a noncharacter may stand in text";
}

TEST(Unicode, WellFormedOrNot) {
  EXPECT_TRUE(is_utf8("aé你😀") && is_utf8(""));
  for (const auto* bad : {"\x80", "\xE4\xBD", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80"})
    EXPECT_FALSE(is_utf8(bad));
  EXPECT_FALSE(is_utf8(std::string_view("a\0b", 3)));
}

TEST(Unicode, SubstitutesStandInPlaceOfCharacters) {
  const auto escaped = [](char32_t c) {
    return is_control(c) ? std::optional<std::string>("?") : std::nullopt;
  };
  EXPECT_EQ(with_substitutes("a\tb\x7f\u0085你", escaped), "a?b??你");
  EXPECT_EQ(with_substitutes("cut \xe4\xbd", escaped), "cut \xe4\xbd") << "what is no UTF-8 stays";
  EXPECT_EQ(with_substitutes("", escaped), "");
  EXPECT_FALSE(is_control(U' ') || is_control(U'\u200b') || is_control(U'é'));
}

TEST(Unicode, WidthOfCharacters) {
  EXPECT_TRUE(is_wide(U'你') && is_wide(U'の') && is_wide(U'한') && is_wide(U'，') && is_wide(0x20000));
  EXPECT_FALSE(is_wide(U'a') || is_wide(U'é') || is_wide(U'я') || is_wide(U'…'));
}

TEST(Unicode, SpacesAtTheEndsGo) {
  EXPECT_EQ(trim_spaces("  a b\n"), "a b");
  EXPECT_EQ(trim_spaces("\u3000你\u00A0\u2009"), "你");
  EXPECT_EQ(trim_spaces(" \u3000 "), "");
  EXPECT_EQ(trim_spaces(""), "");
  EXPECT_EQ(trim_spaces("\xA0 a \xA0"), "\xA0 a \xA0") << "bytes that are no character stay";
}

}  // namespace
}  // namespace smarttag
