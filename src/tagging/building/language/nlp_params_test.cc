#include "tagging/building/language/nlp_params.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace smarttag::tagging {
namespace {

using results::Json;
using ::testing::HasSubstr;

NlpParams read(const char* text) {
  const auto got = nlp_params_from(Json::parse(text));
  EXPECT_TRUE(got && got->has_value()) << text << (got ? "" : got.error().client.text);
  return got && *got ? **got : NlpParams{};
}

void expect_refused(const char* text, const char* says) {
  const auto got = nlp_params_from(Json::parse(text));
  ASSERT_FALSE(got) << text;
  EXPECT_EQ(got.error().kind, ErrorKind::kUsage);
  EXPECT_THAT(got.error().client.text, HasSubstr(says));
}

TEST(NlpParams, TheExampleOfTheService) {
  const auto params = read(R"({"sourceLanguage":"cn","diarizationEnabled":true,"speakerCount":2,
      "summarizationEnabled":true,"summarizationTypes":"Paragraph,QuestionsAnswering","autoChaptersEnabled":true,
      "meetingAssistanceEnabled":true,"translationEnabled":false,"targetLanguages":"en"})");
  EXPECT_EQ(params, (NlpParams{{true, true, true, true, false, true, false, false}, "zh", true, 2, {"en"}}));
}

TEST(NlpParams, WithoutSwitchesThereIsTheTranscriptionAlone) {
  const auto parts = read(R"({"sourceLanguage":"en"})").parts;
  EXPECT_TRUE(parts.transcription);
  EXPECT_FALSE(parts.chapters || parts.assistance || parts.summarization());
}

TEST(NlpParams, TypesWithoutTheSwitchMakeNoSummary) {
  EXPECT_FALSE(read(R"({"summarizationTypes":["MindMap"]})").parts.summarization());
  EXPECT_TRUE(read(R"({"summarizationEnabled":"true"})").parts.mind_map);
}

TEST(NlpParams, AnEmptyObjectOrTextAsksForNothing) {
  for (const char* text : {"{}", "\"\"", "\"{}\"", "null", "[]"}) {
    const auto got = nlp_params_from(Json::parse(text));
    ASSERT_TRUE(got) << text;
    EXPECT_FALSE(got->has_value()) << text;
  }
}

TEST(NlpParams, AnObjectInATextIsRead) {
  EXPECT_TRUE(read(R"("{\"autoChaptersEnabled\":true}")").parts.chapters);
}

TEST(NlpParams, WhatCannotBeDoneIsRefused) {
  expect_refused(R"({"translationEnabled":"perhaps"})", "translationEnabled");
  expect_refused(R"({"translationEnabled":true,"targetLanguages":"fr"})", "Known: cn, en");
  expect_refused(R"({"sourceLanguage":"fr"})", "cn, en, fspk");
  expect_refused(R"({"summarization":{}})", "is not known");
  expect_refused(R"({"summarizationTypes":"Everything"})", "Everything");
  expect_refused(R"({"summarizationTypes":7})", "list");
  expect_refused(R"({"speakerCount":-1})", "0 to 100");
  expect_refused(R"({"autoChaptersEnabled":1})", "true or false");
  expect_refused(R"("{")", "nlpParams");
  expect_refused("[1]", "object");
}

TEST(NlpParams, ComeBackAsTheyWere) {
  const NlpParams params{{true, false, true, false, true, false, true}, "zh", true, 3};
  const auto back = nlp_params_from(to_params_json(params));
  ASSERT_TRUE(back && *back);
  EXPECT_EQ(**back, params);
}

}  // namespace
}  // namespace smarttag::tagging
