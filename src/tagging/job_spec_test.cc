#include "tagging/job_spec.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace smarttag::tagging {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(JobSpec, TypesInAnyCaseAndWithSpaces) {
  const auto types = parse_types("asr, OCR ,videolabel");
  ASSERT_TRUE(types);
  EXPECT_THAT(*types, ElementsAre("ASR", "OCR", "VideoLabel"));
  EXPECT_GE(parse_types("all")->size(), 6U);
}

TEST(JobSpec, AnUnknownTypeNamesTheKnownOnes) {
  for (const auto* list : {"asr,xyz", "", "asr,"}) {
    const auto types = parse_types(list);
    ASSERT_FALSE(types) << list;
    EXPECT_EQ(types.error().kind, ErrorKind::kUsage);
    EXPECT_THAT(types.error().client.text, HasSubstr("VideoLabel"));
  }
}

TEST(JobSpec, ParamsAreOffByDefault) {
  EXPECT_THAT(*types_of_params("{}"), ElementsAre("VideoLabel", "ImageLabel"));
  EXPECT_THAT(*types_of_params(R"({"needAsrData":true,"needOcrData":"true","needMetaData":false})"),
              ElementsAre("VideoLabel", "ImageLabel", "ASR", "OCR"));
}

TEST(JobSpec, ParamsThatCannotBeServedAreRefused) {
  for (const auto* params :
       {"{", "[]", R"({"needAsrData":1})", R"({"needAsr":true})", R"({"nlpParams":{}})"}) {
    const auto types = types_of_params(params);
    ASSERT_FALSE(types) << params;
    EXPECT_EQ(types.error().kind, ErrorKind::kUsage);
  }
}

TEST(JobSpec, TravelsToAnotherProcess) {
  const JobSpec spec{"a \"title\"\n", {"ASR", "OCR"}};
  const auto back = job_spec_from(to_text(spec));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->title, spec.title);
  EXPECT_EQ(back->types, spec.types);
  EXPECT_FALSE(job_spec_from("{}"));
  EXPECT_FALSE(job_spec_from("nonsense"));
}

}  // namespace
}  // namespace smarttag::tagging
