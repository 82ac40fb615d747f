#include "api/operations/reading/reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/operations/reading/paging.h"
#include "base/timestamp.h"

namespace smarttag::api {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string fault_of(const Reader& in) {
  const auto checked = in.checked();
  return checked ? "" : checked.error().client.text;
}

TEST(Reader, TakesWhatFits) {
  const results::Json sent = {{"Title", "你好"}, {"Priority", "7"}, {"Size", 9}, {"Ids", " a, b,,c "}};
  Reader in(sent);
  EXPECT_EQ(in.text("Title"), "你好");
  EXPECT_EQ(in.characters("Title", 2), "你好");
  EXPECT_EQ(in.integer("Priority", 6, 1, 10), 7);
  EXPECT_EQ(in.integer("Size", 1, 1, 10), 9);
  EXPECT_EQ(in.integer("Missing", 6, 1, 10), 6);
  EXPECT_THAT(in.names("Ids"), ElementsAre("a", "b", "c"));
  EXPECT_EQ(in.sent_text("Missing"), std::nullopt);
  EXPECT_FALSE(in.has("Missing"));
  EXPECT_EQ(fault_of(in), "");
}

TEST(Reader, TellsTheFirstFault) {
  const results::Json sent = {{"Title", "你好"}, {"Priority", "11"}};
  Reader in(sent);
  in.characters("Title", 1);
  in.integer("Priority", 6, 1, 10);
  EXPECT_EQ(fault_of(in), "Title may have 1 characters at most; this one has 2.");
}

TEST(Reader, CountsCharactersNotBytes) {
  const results::Json sent = {{"Title", "你好吗"}};
  Reader in(sent);
  in.characters("Title", 2);
  EXPECT_EQ(fault_of(in), "Title may have 2 characters at most; this one has 3.");
}

class NoNumber : public ::testing::TestWithParam<results::Json> {};

TEST_P(NoNumber, IsAFault) {
  const results::Json sent = {{"Priority", GetParam()}};
  Reader in(sent);
  EXPECT_EQ(in.integer("Priority", 6, 1, 10), 6);
  EXPECT_EQ(fault_of(in), "Priority must be a whole number from 1 to 10.");
}

INSTANTIATE_TEST_SUITE_P(Forms, NoNumber,
                         ::testing::Values("0", "11", "1.5", "six", " 6", "6 ", "99999999999999999999", 0, 11,
                                           -1, 2.5, true));

TEST(Reader, NamesTheChoices) {
  const results::Json sent = {{"Speed", "standard"}};
  Reader in(sent);
  in.choice("Speed", {"Standard", "Boost"});
  EXPECT_EQ(fault_of(in), "Speed must be one of: Standard, Boost.");
}

TEST(Reader, WantsAnObjectWhereOneIsTold) {
  for (const auto* text : {"[1]", "{", "true", "\"a\""}) {
    const results::Json sent = {{"Params", text}};
    Reader in(sent);
    EXPECT_TRUE(in.json_object("Params").is_null());
    EXPECT_THAT(fault_of(in), ::testing::StartsWith("Params must be a JSON object."));
  }
}

TEST(Paging, ReadsBothWays) {
  const results::Json by_token = {{"NextToken", "ff"}, {"MaxResults", 3}, {"SortBy", "CreationTime:Asc"}};
  Reader token(by_token);
  const auto page = page_by_token_or_number(token);
  EXPECT_EQ(page.token, "ff");
  EXPECT_EQ(page.size, 3);
  EXPECT_EQ(page.order, jobs::Order::kOldestFirst);
  const results::Json by_number = {{"PageNo", 4}, {"PageSize", 5}};
  Reader number(by_number);
  EXPECT_EQ(page_by_token_or_number(number).number, 4);
  EXPECT_EQ(page_by_token_or_number(number).size, 5);
  EXPECT_EQ(page_by_token_or_number(number).order, jobs::Order::kNewestFirst);
}

TEST(Paging, HasBounds) {
  for (const results::Json& sent :
       {results::Json{{"MaxResults", 0}}, {{"MaxResults", 101}}, {{"PageNo", 0}}, {{"PageSize", 1000}}}) {
    Reader in(sent);
    page_by_token_or_number(in);
    EXPECT_THAT(fault_of(in), HasSubstr("must be a whole number from 1 to"));
  }
  const results::Json sent = {{"SortBy", "Title:Asc"}};
  Reader in(sent);
  page_by_token_or_number(in);
  EXPECT_EQ(fault_of(in), "SortBy must be one of: CreationTime:Asc, CreationTime:Desc.");
}

}  // namespace
}  // namespace smarttag::api
