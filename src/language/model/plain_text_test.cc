#include "language/model/plain_text.h"

#include <gtest/gtest.h>

namespace smarttag::language {
namespace {

TEST(PlainText, QuotationMarksAndSpaceAroundItAreTakenOff) {
  EXPECT_EQ(plain_text("  \"A short headline\" \n", false), "A short headline");
  EXPECT_EQ(plain_text("“会议讨论了预算”", false), "会议讨论了预算");
}

TEST(PlainText, WhatWasCutEndsWithItsLastWholeSentence) {
  EXPECT_EQ(plain_text("They met. They discussed the bud", true), "They met.");
  EXPECT_EQ(plain_text("他们开了会。讨论了预", true), "他们开了会。");
  EXPECT_EQ(plain_text("no sentence \xe4\xbc", true), "no sentence");
}

TEST(PlainText, RubbishIsNothing) {
  EXPECT_EQ(plain_text("", false), "");
  EXPECT_EQ(plain_text("{\"answer\": 1}", false), "");
  EXPECT_EQ(plain_text("one\ntwo", false), "");
  EXPECT_EQ(plain_text("\xff\xfe broken", false), "");
  EXPECT_EQ(plain_text("<script>", false), "");
}

}  // namespace
}  // namespace smarttag::language
