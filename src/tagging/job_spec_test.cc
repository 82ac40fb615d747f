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

TEST(JobSpec, TravelsToAnotherProcess) {
  JobSpec spec{"a \"title\"\n", {"ASR", "OCR"}, {"face"}, {}};
  spec.faces = {
      {"lib-1"}, {{"lib-1", "entity-1", "张三", "sface 1", {{0.6F, 0.8F}, {1, 0}}}}, 0.5, std::nullopt};
  spec.things = {
      {"places"}, {"tools", "marks"}, {{"Logo", "marks", "id-acme", "Acme", "sift 1", {{1, 0, 255}, {}}}}};
  spec.label_version = "2.0";
  spec.file_name = "a.mp4";
  const auto back = job_spec_from(to_text(spec));
  ASSERT_TRUE(back) << back.error().log.text;
  EXPECT_EQ(back->title, spec.title);
  EXPECT_EQ(back->file_name, "a.mp4");
  EXPECT_EQ(back->types, spec.types);
  EXPECT_EQ(back->labels, spec.labels);
  EXPECT_EQ(back->label_version, "2.0");
  EXPECT_EQ(back->faces.libraries, spec.faces.libraries);
  ASSERT_EQ(back->faces.known.size(), 1U);
  EXPECT_EQ(back->faces.known[0].name, "张三");
  EXPECT_EQ(back->faces.known[0].vectors, spec.faces.known[0].vectors);
  EXPECT_EQ(back->things.landmarks, spec.things.landmarks);
  EXPECT_EQ(back->things.objects, spec.things.objects);
  EXPECT_EQ(back->things.known, spec.things.known);
  EXPECT_EQ(back->faces.detection, 0.5);
  EXPECT_FALSE(back->faces.recognition);
  EXPECT_FALSE(job_spec_from("{}"));
  EXPECT_FALSE(job_spec_from("nonsense"));
}

}  // namespace
}  // namespace smarttag::tagging
