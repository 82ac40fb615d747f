#include "speech/writing/chinese.h"

#include <gtest/gtest.h>

namespace smarttag::speech {
namespace {

std::string written(const std::string& text) {
  const auto result = written_chinese(text);
  return result ? *result : result.error().log.text;
}

TEST(WrittenChinese, SimplifiedCharacters) {
  EXPECT_EQ(written("廣州市房地產中介協會"), "广州市房地产中介协会");
  EXPECT_EQ(written("目前工廠產量已下降超50%"), "目前工厂产量已下降超50%");
}

TEST(WrittenChinese, MarksAfterHanAreFullWidth) {
  EXPECT_EQ(written("出现感染,目前下降."), "出现感染，目前下降。");
  EXPECT_EQ(written("真的吗? 真的!"), "真的吗？ 真的！");
}

TEST(WrittenChinese, NumbersAndLatinKeepTheirMarks) {
  EXPECT_EQ(written("增长3.5%,用GPT-4.0"), "增长3.5%,用GPT-4.0");
  EXPECT_EQ(written("第1,200个"), "第1,200个");
  EXPECT_EQ(written(""), "");
}

TEST(WrittenChinese, WordsKeepTheirShareOfTheCharacters) {
  facts::Speech speech{"廣州市,房地產.", "zh", {{"廣州", 0, 1, 1}, {"市,", 1, 2, 1}, {"房地產.", 2, 3, 1}}};
  ASSERT_TRUE(write_in_chinese(speech));
  EXPECT_EQ(speech.text, "广州市，房地产。");
  ASSERT_EQ(speech.words.size(), 3U);
  EXPECT_EQ(speech.words[0].text, "广州");
  EXPECT_EQ(speech.words[1].text, "市，");
  EXPECT_EQ(speech.words[2].text, "房地产。");
  EXPECT_EQ(speech.words[1].from, 1);
}

}  // namespace
}  // namespace smarttag::speech
