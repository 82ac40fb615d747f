#include "base/table.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

namespace smarttag {
namespace {

namespace fs = std::filesystem;

class Table : public testing::Test {
 protected:
  ~Table() override { fs::remove(file_); }
  fs::path write(const std::string& text) {
    std::ofstream(file_) << text;
    return file_;
  }
  const fs::path file_ =
      fs::temp_directory_path() / ("base_table_test_" + std::to_string(::getpid()) + ".tsv");
};

TEST_F(Table, HasANameAndMembersInEachRow) {
  const auto rows = read_table(write("# comment\n\nvehicle\tcar|bus\nperson\tperson\n"));
  ASSERT_TRUE(rows.has_value());
  ASSERT_EQ(rows->size(), 2U);
  EXPECT_EQ((*rows)[0].name, "vehicle");
  EXPECT_EQ((*rows)[0].members, (std::vector<std::string>{"car", "bus"}));
}

TEST_F(Table, RowsComeWithTheNumbersOfTheirLines) {
  std::vector<std::pair<std::string, int>> rows;
  const auto keep = [&](const std::string& row, int number) -> Result<void> {
    if (row == "end") return damaged_row(file_, number);
    rows.emplace_back(row, number);
    return {};
  };
  ASSERT_TRUE(each_row(write("# comment\r\n\r\na\tb\r\nc"), keep).has_value());
  EXPECT_EQ(rows, (std::vector<std::pair<std::string, int>>{{"a\tb", 3}, {"c", 4}}));
  const auto failed = each_row(write("end\nnever\n"), keep);
  ASSERT_FALSE(failed.has_value());
  EXPECT_NE(failed.error().log.text.find("line 1"), std::string::npos);
  EXPECT_EQ(rows.size(), 2U);
  for (const char* text : {"", "# only remarks\n"}) EXPECT_TRUE(each_row(write(text), keep).has_value());
}

TEST_F(Table, ADamagedRowIsAnError) {
  for (const char* text : {"vehicle car\n", "\tcar\n", "vehicle\t\n", "vehicle\tcar||bus\n"}) {
    const auto rows = read_table(write(text));
    ASSERT_FALSE(rows.has_value()) << text;
    EXPECT_EQ(rows.error().kind, ErrorKind::kInternal);
  }
  EXPECT_FALSE(read_table(file_.string() + ".missing").has_value());
}

}  // namespace
}  // namespace smarttag
