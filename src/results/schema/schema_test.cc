#include "results/schema/schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace smarttag::results {
namespace {

using ::testing::HasSubstr;

std::string fault(std::string_view type, std::string_view text) {
  const auto checked = check_schema(type, text);
  return checked ? "" : checked.error().client.text;
}

TEST(Schema, TakesResultsOfItsType) {
  EXPECT_EQ(fault("ASR", R"({"details":[{"from":0,"to":1.5,"content":"你好"}]})"), "");
  EXPECT_EQ(fault("ASR", R"( { "details" : [ ] } )"), "");
  EXPECT_EQ(fault("OCR", R"({"details":[{"timestamp":1,"info":[{"score":0.9,"content":"a",
    "position":{"leftTop":[1,2],"rightBottom":[3,4]}}]}]})"),
            "");
  EXPECT_EQ(fault("Meta", R"({"title":"News"})"), "");
  EXPECT_EQ(
      fault("NLP",
            R"({"summarization":{"mindMapSummary":[{"title":"a","topic":[{"title":"b","topic":[]}]}]}})"),
      "");
}

TEST(Schema, NamesThePlaceThatDoesNotFit) {
  EXPECT_THAT(
      fault("ASR", R"({"details":[{"from":0,"to":1,"content":"a"},{"from":-1,"to":1,"content":"a"}]})"),
      HasSubstr("#/details/1/from violates the rule 'minimum'"));
  EXPECT_THAT(fault("ASR", R"({"details":[{"from":0,"to":1}]})"), HasSubstr("'required'"));
  EXPECT_THAT(fault("ASR", R"({"details":[],"more":1})"), HasSubstr("'additionalProperties'"));
  EXPECT_THAT(fault("ASR", R"({"details":[{"from":"0","to":1,"content":"a"}]})"), HasSubstr("'type'"));
  EXPECT_THAT(fault("ASR", "[]"), HasSubstr("the whole violates the rule 'type'"));
  EXPECT_THAT(fault("NLP", R"({"summarization":{"mindMapSummary":[{"title":"a","topic":[{"title":1}]}]}})"),
              HasSubstr("violates"));
}

TEST(Schema, RefusesWhatIsNotJson) {
  for (const std::string& text :
       {std::string(), std::string("{"), std::string("{\"details\":[]} x"), std::string("{\"details\":[],}"),
        std::string("{\"details\":[{\"from\":0,\"to\":1,\"content\":\"\xff\xfe\"}]}"),
        std::string("{\"details\":[{\"from\":1e999,\"to\":1,\"content\":\"a\"}]}"),
        std::string("{\"details\":[]}\0", 15)})
    EXPECT_THAT(fault("ASR", text), HasSubstr("This is not JSON")) << text;
}

TEST(Schema, RefusesTextThatIsDeep) {
  EXPECT_NE(fault("ASR", std::string(1'000'000, '[')), "");
  std::string topics = R"({"summarization":{"mindMapSummary":[)";
  for (int i = 0; i < 100'000; ++i) topics += R"({"title":"a","topic":[)";
  EXPECT_THAT(fault("NLP", topics), HasSubstr("levels deep"));
}

TEST(Schema, IsThereForKnownTypesAlone) {
  const auto checked = check_schema("Other", "{}");
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().kind, ErrorKind::kInternal);
}

}  // namespace
}  // namespace smarttag::results
