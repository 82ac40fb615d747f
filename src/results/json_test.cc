#include "results/json.h"

#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace smarttag::results {
namespace {

using ::testing::HasSubstr;

std::string fault(std::string_view text, const JsonLimits& limits = {}) {
  const auto json = parse(text, limits);
  return json ? "none: " + dump(*json) : json.error().client.text;
}

std::string object_of(std::size_t keys) {
  std::string text = "{";
  for (std::size_t i = 0; i < keys; ++i) text += (i ? ",\"key" : "\"key") + std::to_string(i) + "\":1";
  return text + "}";
}

TEST(Json, KeepsEveryKindOfValueInItsOrder) {
  const std::string text =
      R"({"b":[1,-2,2.5,true,false,null,[],{}],"a":{"x":"\u00e9\n","y":18446744073709551615}})";
  EXPECT_EQ(parse(text)->dump(), Json::parse(text).dump());
  EXPECT_EQ(parse("7")->dump(), "7");
}

TEST(Json, LastValueOfARepeatedKeyCounts) {
  EXPECT_EQ(parse(R"({"a":1,"b":2,"a":{"c":3}})")->dump(), R"({"a":{"c":3},"b":2})");
  std::string many = object_of(100);
  many.back() = ',';
  EXPECT_EQ(parse(many + R"("key7":"x"})")->at("key7"), "x");
  EXPECT_EQ(parse(many + R"("key7":"x"})")->size(), 100U);
}

// 1.1 MB of distinct keys took 12 seconds; four times as many keys must not take sixteen times as long.
TEST(Json, ManyKeysTakeLinearTime) {
  const auto text = object_of(400'000);
  const auto begun = std::chrono::steady_clock::now();
  EXPECT_EQ(parse(text)->size(), 400'000U);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds{10});
}

TEST(Json, TextsOfClientsHaveLimits) {
  EXPECT_THAT(fault(std::string(33, '[') + std::string(33, ']'), kRequestLimits),
              HasSubstr("deeper than 32"));
  EXPECT_THAT(fault(object_of(20'001), kRequestLimits), HasSubstr("more than 20000 values"));
  EXPECT_THAT(fault("\"" + std::string(4U << 20U, 'x') + "\"", kRequestLimits),
              HasSubstr("more than 4194304 bytes"));
  EXPECT_THAT(fault(std::string(1'000'000, '[')), HasSubstr("deeper than 64"));
}

struct Mistake {
  std::string text;
  std::string words;
};

class JsonMistake : public ::testing::TestWithParam<Mistake> {};

TEST_P(JsonMistake, IsToldInWords) { EXPECT_EQ(fault(GetParam().text), GetParam().words); }

INSTANTIATE_TEST_SUITE_P(
    All, JsonMistake,
    ::testing::Values(
        Mistake{"", "This is not JSON: the text is empty."},
        Mistake{" \n", "This is not JSON: the text is empty."},
        Mistake{
            "{",
            "This is not JSON: line 1, column 2: expected a text in double quotes but found the end of the "
            "text."},
        Mistake{"{\"a\":1,\n}",
                "This is not JSON: line 2, column 1: expected a text in double quotes but found '}'."},
        Mistake{"{\"a\" 1}", "This is not JSON: line 1, column 6: expected ':' but found a number."},
        Mistake{"[1 2]", "This is not JSON: line 1, column 4: expected ']' but found a number."},
        Mistake{"true false",
                "This is not JSON: line 1, column 10: expected the end of the text but found false."},
        Mistake{"{'a':1}",
                "This is not JSON: line 1, column 2: a value must be true, false, null, a number, a text "
                "in double quotes, a list or an object."},
        Mistake{"[\"a", "This is not JSON: line 1, column 4: invalid string: missing closing quote."}));

}  // namespace
}  // namespace smarttag::results
