#include "speech/whisper/tokens/token_table.h"

#include <gtest/gtest.h>

#include "speech/whisper/tokens/small_table_test.h"

namespace smarttag::speech {
namespace {

TEST(TokenTable, KnowsItsMarks) {
  const auto table = SmallTable().read();
  ASSERT_TRUE(table) << table.error().log.text;
  EXPECT_EQ(table->size(), 46);
  EXPECT_EQ(table->end(), SmallTable::kEnd);
  EXPECT_EQ(table->start(), SmallTable::kStart);
  EXPECT_EQ(table->no_speech(), 13);
  EXPECT_EQ(table->languages(), (std::vector<std::string>{"en", "zh"}));
  EXPECT_EQ(table->language("zh"), 9);
  EXPECT_EQ(table->language("xx"), -1);
  EXPECT_TRUE(table->is_timestamp(15));
  EXPECT_FALSE(table->is_timestamp(14));
  EXPECT_NEAR(table->seconds(45), 0.60, 1e-9);
}

TEST(TokenTable, TextIsBytesJoinedAcrossTokens) {
  const auto table = SmallTable().read();
  ASSERT_TRUE(table);
  EXPECT_EQ(table->text(std::vector<Token>{0, 1, 3, 4}), "a bé");
  EXPECT_EQ(table->text(std::vector<Token>{15, 0, 45, SmallTable::kEnd}), "a") << "marks give nothing";
  EXPECT_EQ(table->text(std::vector<Token>{0, 3}), "a\uFFFD") << "half a character";
  EXPECT_EQ(table->text({}), "");
}

TEST(TokenTable, DamagedFilesAreErrors) {
  const SmallTable files;
  files.write("generation.json", R"({"suppress": [99], "suppress_first": []})");
  EXPECT_FALSE(files.read()) << "a token that does not exist";
  files.write("generation.json", "{");
  EXPECT_FALSE(files.read());
  files.remove("generation.json");
  const auto missing = files.read();
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, ErrorKind::kModelMissing);
}

TEST(TokenTable, TextsWithoutMarksAreErrors) {
  const SmallTable files;
  files.write("tokens.txt", "a\nb\n");
  EXPECT_FALSE(files.read());
  files.write("tokens.txt", "a\x01\n");  // no character of the alphabet
  EXPECT_FALSE(files.read());
  files.remove("tokens.txt");
  EXPECT_FALSE(files.read());
}

}  // namespace
}  // namespace smarttag::speech
