#include "tagging/job_request.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace smarttag::tagging {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct Refused {
  const char* json;
  const char* sentence;  // part of what the client is told
};

TEST(JobRequest, WithoutAnythingEveryLabelAndNoRawData) {
  const auto spec = job_spec_of({});
  ASSERT_TRUE(spec);
  EXPECT_THAT(spec->types, ElementsAre("VideoLabel", "ImageLabel"));
  EXPECT_THAT(spec->labels, ElementsAre("face", "object", "scene", "landmark", "classification"));
  EXPECT_THAT(spec->faces.libraries, IsEmpty());
}

TEST(JobRequest, ParamsAskForRawData) {
  const auto spec =
      job_spec_of({"title", R"({"needAsrData":true,"needOcrData":"true","needMetaData":false})", ""});
  ASSERT_TRUE(spec);
  EXPECT_EQ(spec->title, "title");
  EXPECT_THAT(spec->types, ElementsAre("VideoLabel", "ImageLabel", "ASR", "OCR"));
  EXPECT_THAT(job_spec_of({"", R"({"needMetaData":true,"nlpParams":{}})", ""})->types,
              ElementsAre("VideoLabel", "ImageLabel", "Meta"));
}

TEST(JobRequest, NlpParamsAskForNlpAndSurviveTheWayToTheAnalysis) {
  const auto spec = job_spec_of({"", R"({"nlpParams":{"sourceLanguage":"cn","autoChaptersEnabled":true}})",
                                 R"({"AnalyseTypes":"nlp"})"});
  ASSERT_TRUE(spec) << spec.error().client.text;
  EXPECT_THAT(spec->types, ElementsAre("TextLabel", "NLP"));
  const auto back = job_spec_from(to_text(*spec));
  ASSERT_TRUE(back && back->nlp);
  EXPECT_EQ(*back->nlp, *spec->nlp);
  EXPECT_TRUE(back->nlp->parts.chapters);
  EXPECT_FALSE(back->nlp->parts.summarization());
}

TEST(JobRequest, AnalyseTypesDecideTheLabels) {
  const auto some = job_spec_of({"", "", R"({"AnalyseTypes":"ocr, asr,face,scene"})"});
  ASSERT_TRUE(some);
  EXPECT_THAT(some->labels, ElementsAre("face", "scene"));
  EXPECT_THAT(some->types, ElementsAre("VideoLabel", "ImageLabel"));
  const auto list = job_spec_of({"", R"({"needAsrData":true})", R"({"AnalyseTypes":["subtitle"]})"});
  ASSERT_TRUE(list);
  EXPECT_THAT(list->types, ElementsAre("Subtitle", "ASR"));
  EXPECT_THAT(list->labels, IsEmpty());
}

TEST(JobRequest, FaceLibrariesAndThresholdsAsObjectOrText) {
  for (
      const auto* config :
      {R"({"FaceCategoryIds":"lib-1,lib-2,lib-1","FaceCustomParamsConfig":{"faceDetThreshold":0.99,"faceRegThreshold":0.8}})",
       R"({"FaceCategoryIds":["lib-1","lib-2"],"FaceCustomParamsConfig":"{ \"faceDetThreshold\":0.99, \"faceRegThreshold\":0.8 }"})"}) {
    const auto spec = job_spec_of({"", "", config});
    ASSERT_TRUE(spec) << spec.error().client.text;
    EXPECT_THAT(spec->faces.libraries, ElementsAre("lib-1", "lib-2"));
    EXPECT_EQ(spec->faces.detection, 0.99);
    EXPECT_EQ(spec->faces.recognition, 0.8);
  }
}

TEST(JobRequest, HarmlessAndEmptyKeysAreTaken) {
  EXPECT_TRUE(check_template(""));
  EXPECT_TRUE(check_template(
      R"({"AnalyseTypes":"object","ObjectGroupIds":"general","Industry":"common","Scene":"search","LabelVersion":"1.0",)"
      R"("LabelType":"hmi","LandmarkGroupIds":"","KeywordConfig":{},"FaceCategoryIds":null,"TemplateName":"mine"})"));
}

TEST(JobRequest, LibrariesOfThingsAreThoseThatTheGroupsName) {
  const auto spec = job_spec_of(
      {"", "", R"({"LandmarkGroupIds":"common,places","ObjectGroupIds":["general","tools","marks"]})"});
  ASSERT_TRUE(spec) << spec.error().client.text;
  EXPECT_THAT(spec->things.landmarks, ElementsAre("common", "places"));
  EXPECT_THAT(spec->things.objects, ElementsAre("general", "tools", "marks"));
  EXPECT_TRUE(job_spec_of({"", "", R"({"AnalyseTypes":"landmark"})"}));
}

TEST(JobRequest, KeywordsKnowledgeAndCategoriesAreChosen) {
  const auto spec = job_spec_of(
      {"", "",
       R"({"LabelVersion":"2.0-custom","KeywordConfig":{"type":"location,other"},)"
       R"("KnowledgeConfig":"{\"person\":\"name,nameEn\"}",)"
       R"("LabelCustomParamsConfig":[{"labelLevel1":"Press","labelLevel2":"Races","keywords":["race","lap"]}]})"});
  ASSERT_TRUE(spec) << spec.error().client.text;
  EXPECT_THAT(spec->types, ElementsAre("CPVLabel"));
  EXPECT_THAT(spec->keywords, ElementsAre("Region", "Brand", "Keyword"));
  EXPECT_EQ(spec->knowledge.at("person"), "name,nameEn");
  EXPECT_EQ(spec->categories, "Press\tRaces\t-\trace, lap\trace, lap\n");
  const auto back = job_spec_from(to_text(*spec));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->categories, spec->categories);
  EXPECT_EQ(back->knowledge, spec->knowledge);
}

TEST(JobRequest, WhoGivesCategoriesAsksForThem) {
  const std::string categories = R"("LabelCustomParamsConfig":[{"labelLevel1":"A","keywords":"x"}]})";
  const auto spec =
      job_spec_of({"", "", R"({"LabelVersion":"2.0-custom","AnalyseTypes":"face",)" + categories});
  ASSERT_TRUE(spec);
  EXPECT_THAT(spec->labels, ElementsAre("face", "classification"));
  EXPECT_THAT(job_spec_of({"", "", R"({"AnalyseTypes":"face",)" + categories})->labels, ElementsAre("face"));
}

TEST(JobRequest, TemplatesThatCannotBeServedAreRefused) {
  std::string ids;
  for (int i = 0; i < 101; ++i) ids += (i == 0 ? "" : ",") + std::to_string(i);
  const std::string too_many_libraries = R"({"FaceCategoryIds":")" + ids + R"("})";
  const Refused cases[] = {
      {"{", "not JSON"},
      {"[]", "JSON object"},
      {R"({"analyseTypes":"ocr"})", "Known: AnalyseTypes"},
      {R"({"AnalyseTypes":"ocr,shows"})", "shows is not supported yet. What works: ocr, asr, face"},
      {R"({"AnalyseTypes":"action"})", "action is not supported yet"},
      {R"({"AnalyseTypes":"movieIp"})", "movieIp is not supported yet"},
      {R"({"AnalyseTypes":"ocr,,asr"})", "commas"},
      {R"({"AnalyseTypes":"everything"})", "'everything' is not known"},
      {R"({"AnalyseTypes":7})", "list of names"},
      {R"({"FaceCategoryIds":[1]})", "must be a list of names"},
      {too_many_libraries.c_str(), "100 items at most"},
      {R"({"FaceCustomParamsConfig":{"faceRegThreshold":2}})", "from 0 to 1"},
      {R"({"FaceCustomParamsConfig":{"faceRegThreshold":"high"}})", "from 0 to 1"},
      {R"({"FaceCustomParamsConfig":{"threshold":0.5}})", "faceDetThreshold"},
      {R"({"FaceCustomParamsConfig":"nonsense"})", "FaceCustomParamsConfig"},
      {R"({"ObjectGroupIds":7})", "must be a list of names"},
      {R"({"LandmarkGroupIds":"a,,b"})", "must be a list of names"},
      {R"({"KeywordConfig":{"type":"colour"}})", "organization"},
      {R"({"KeywordConfig":{"kind":"name"}})", "Known: type"},
      {R"({"KnowledgeConfig":{"weather":"all"}})", "Known: movie"},
      {R"({"LabelCustomParamsConfig":{"labelLevel1":"A","keywords":"x"}})", "must be a list of"},
      {R"({"LabelVersion":"3.0"})", "2.0-custom"},
      {R"({"LabelVersion":"3"})", "must be one of: 1.0"},
      {R"({"LabelType":"both"})", "must be one of: auto, hmi"},
      {R"({"Industry":"shipping"})", "common, microVideo"},
      {R"({"Scene":1})", "search, recommend"},
  };
  for (const auto& c : cases) {
    const auto checked = check_template(c.json);
    ASSERT_FALSE(checked) << c.json;
    EXPECT_EQ(checked.error().kind, ErrorKind::kUsage);
    EXPECT_THAT(checked.error().client.text, HasSubstr(c.sentence)) << c.json;
    EXPECT_FALSE(job_spec_of({"", "", c.json})) << c.json;
  }
}

// In the job such a category would vanish, or fail it.
TEST(JobRequest, CustomCategoriesThatTheTableCannotHoldAreRefused) {
  const Refused cases[] = {
      {R"("x")", "category 2: must be an object"},
      {R"({"labelLevel1":"A"})", "category 2: keywords or tags are needed"},
      {R"({"keywords":"x"})", "category 2: labelLevel1 is needed"},
      {R"({"labelLevel1":"  ","keywords":"x"})", "category 2: labelLevel1 is blank"},
      {R"({"labelLevel1":"\u3000","keywords":"x"})", "category 2: labelLevel1 is blank"},
      {R"({"labelLevel1":"|","keywords":"x"})", "category 2: labelLevel1 is blank"},
      {R"({"labelLevel1":"Travel|","keywords":"x"})", "category 2: labelLevel1 is blank"},
      {R"({"labelLevel1":"A","labelLevel2":" ","keywords":"x"})", "category 2: labelLevel2 is blank"},
      {R"({"labelLevel1":"A","label":"\u00a0","keywords":"x"})", "category 2: label is blank"},
      {R"({"labelLevel1":7,"keywords":"x"})", "category 2: labelLevel1 must be a text"},
      {R"({"labelLevel1":"a|b|c","keywords":"x"})", "category 2: labelLevel1 has more than one |"},
      {R"({"labelLevel1":"#1 hits","keywords":"x"})", "category 2: labelLevel1 cannot begin with #"},
      {R"({"labelLevel1":" #1 hits","keywords":"x"})", "category 2: labelLevel1 cannot begin with #"},
      {R"({"labelLevel1":"A\t","keywords":"x"})", "category 2: labelLevel1 has a tab"},
      {R"({"labelLevel1":"A","labelLevel2":"B\nC","keywords":"x"})", "category 2: labelLevel2 has a tab"},
      {R"({"labelLevel1":"A","keywords":["\u3000"]})", "category 2: keywords has a blank word"},
      {R"({"labelLevel1":"A","tags":["x\ny"]})", "category 2: tags has a tab, a line break"},
      {R"({"labelLevel1":"A","keywords":[7]})", "category 2: keywords must be a list of"},
  };
  for (const auto& c : cases) {
    const auto checked = check_template(R"({"LabelCustomParamsConfig":[{"labelLevel1":"A","tags":"x"},)" +
                                        std::string(c.json) + "]}");
    ASSERT_FALSE(checked) << c.json;
    EXPECT_THAT(checked.error().client.text, HasSubstr(c.sentence)) << c.json;
  }
}

TEST(JobRequest, ParamsThatCannotBeServedAreRefused) {
  const Refused cases[] = {
      {"{", "JSON"},
      {"[]", "JSON object"},
      {R"({"needAsrData":1})", "true or false"},
      {R"({"needAsr":true})", "Known: needAsrData"},
      {R"({"nlpParams":{"translationEnabled":7}})", "translationEnabled must be true or false"},
      {R"({"nlpParams":{"everything":true}})", "Known: sourceLanguage"},
  };
  for (const auto& c : cases) {
    const auto spec = job_spec_of({"", c.json, ""});
    ASSERT_FALSE(spec) << c.json;
    EXPECT_EQ(spec.error().kind, ErrorKind::kUsage);
    EXPECT_THAT(spec.error().client.text, HasSubstr(c.sentence)) << c.json;
  }
}

TEST(JobRequest, NothingToReturnIsRefused) {
  const auto spec = job_spec_of({"", "{}", R"({"AnalyseTypes":"ocr,asr"})"});
  ASSERT_FALSE(spec);
  EXPECT_THAT(spec.error().client.text, HasSubstr("needAsrData"));
  EXPECT_TRUE(check_template(R"({"AnalyseTypes":"ocr,asr"})")) << "another job may ask by Params";
}

}  // namespace
}  // namespace smarttag::tagging
