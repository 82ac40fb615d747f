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

TEST(JobSpec, ALabelInFreeWords) {
  const auto plain = label_from("red wall");
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->main, "Object");
  EXPECT_EQ(plain->name, "red wall");
  EXPECT_EQ(plain->sentence, "");
  const auto whole = label_from("Scene:server room = a photo of servers: many of them");
  ASSERT_TRUE(whole);
  EXPECT_EQ(whole->main, "Scene");
  EXPECT_EQ(whole->name, "server room");
  EXPECT_EQ(whole->sentence, "a photo of servers: many of them");
  EXPECT_EQ(label_from("dawn: red")->name, "dawn: red");  // no main tag
  for (const std::string wrong : {"", "=a photo", "Scene:", "wall=", "a\nb"})
    EXPECT_FALSE(label_from(wrong)) << wrong;
  EXPECT_FALSE(label_from(std::string(65, 'n')));
  EXPECT_FALSE(label_from("n=" + std::string(257, 's')));
}

TEST(JobSpec, TravelsToAnotherProcess) {
  JobSpec spec{"a \"title\"\n", {"ASR", "OCR"}, {"face"}, {}};
  spec.faces = {
      {"lib-1"}, {{"lib-1", "entity-1", "张三", "sface 1", {{0.6F, 0.8F}, {1, 0}}}}, 0.5, std::nullopt};
  spec.things = {
      {"places"}, {"tools", "marks"}, {{"Logo", "marks", "id-acme", "Acme", "sift 1", {{1, 0, 255}, {}}}}};
  spec.described = {{"sights"}, {{"Scene", "server room", "a photo of servers", "sights", "id-1", true, 0}}};
  spec.label_version = "2.0";
  spec.file_name = "a.mp4";
  const auto back = job_spec_from(to_text(spec));
  ASSERT_TRUE(back) << back.error().log.text;
  EXPECT_EQ(back->title, spec.title);
  EXPECT_EQ(back->file_name, "a.mp4");
  EXPECT_EQ(back->described.libraries, spec.described.libraries);
  ASSERT_EQ(back->described.prompts.size(), 1U);
  EXPECT_EQ(back->described.prompts[0].main, "Scene");
  EXPECT_EQ(back->described.prompts[0].sentence, "a photo of servers");
  EXPECT_EQ(back->described.prompts[0].library, "sights");
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
