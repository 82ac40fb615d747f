#include "speech/chinese_pauses.h"

#include <gtest/gtest.h>

namespace smarttag::speech {
namespace {

TEST(ChinesePauses, SpacesAndEndsOfSegmentsGetMarks) {
  std::vector<Utterance> said{
      {"我们 去广州", 0, 2, 0, {{"我们", 0, 1, 1}, {" 去", 1, 1.4, 1}, {"广州", 1.4, 2, 1}}},
      {"坐车", 2.1, 3, 0, {{"坐车", 2.1, 3, 1}}},
      {"再见", 5, 6, 0, {}}};
  mark_pauses(said);
  EXPECT_EQ(said[0].text, "我们，去广州，");
  EXPECT_EQ(said[0].words[0].text, "我们，");
  EXPECT_EQ(said[0].words[1].text, "去");
  EXPECT_EQ(said[0].words[2].text, "广州，");
  EXPECT_EQ(said[1].text, "坐车。") << "a pause of two seconds follows";
  EXPECT_EQ(said[2].text, "再见。");
}

TEST(ChinesePauses, WhatHasMarksOrIsNotHanIsLeftAlone) {
  std::vector<Utterance> said{{"真的吗？", 0, 1, 0, {}}, {"用 GPT 4", 2, 3, 0, {}}, {"", 4, 5, 0, {}}};
  mark_pauses(said);
  EXPECT_EQ(said[0].text, "真的吗？");
  EXPECT_EQ(said[1].text, "用 GPT 4");
  EXPECT_EQ(said[2].text, "");
}

}  // namespace
}  // namespace smarttag::speech
