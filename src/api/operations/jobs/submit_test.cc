#include <filesystem>

#include "api/operations/jobs/job_test.h"
#include "api/operations/templates/templates.h"

namespace smarttag::api {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class Submit : public JobTest {
 protected:
  std::string custom_template(const std::string& config, jobs::UserId user = kAda) {
    return answer(create_custom_template(), {{"Name", "t"}, {"TemplateConfig", config}, {"Type", 11}},
                  user)["CustomTemplate"]["TemplateId"];
  }
  std::string library(const std::string& algorithm, jobs::UserId user) {
    jobs::Library made;
    made.owner = user;
    made.algorithm = algorithm;
    made.name = "staff";
    return must(store_->libraries().create(made)).id;
  }
  static Json faces_of(const std::string& library) {
    return {{"TemplateConfig", Json{{"FaceCategoryIds", library}}.dump()}};
  }
};

TEST_F(Submit, KeepsWhatWasSent) {
  const auto job = kept(submit({{"Title", "News"},
                                {"Content", "of today"},
                                {"UserData", "{\"a\":1}"},
                                {"Params", R"({"needAsrData":true})"},
                                {"NotifyUrl", "https://example.org/told?id=1"},
                                {"ScheduleConfig", {{"Priority", "9"}}}}));
  EXPECT_EQ(job.spec.title, "News");
  EXPECT_EQ(job.spec.content, "of today");
  EXPECT_EQ(job.spec.user_data, "{\"a\":1}");
  EXPECT_EQ(job.spec.params_json, R"({"needAsrData":true})");
  EXPECT_EQ(job.spec.priority, 9);
  EXPECT_EQ(job.spec.notify_url, "https://example.org/told?id=1");
  const auto input = must(inputs::input_spec_from(job.spec.input_json));
  EXPECT_EQ(input.type, "URL");
  EXPECT_EQ(input.media, "http://127.0.0.1/news.mp4");
  EXPECT_EQ(job.spec.pipeline, must(store_->pipelines().standard(kAda)).id);
  ASSERT_EQ(job.spec.destinations.size(), 1U);
  EXPECT_EQ(job.spec.destinations[0].channel, "webhook");
  EXPECT_EQ(job.spec.destinations[0].target, "https://example.org/told?id=1");
}

TEST_F(Submit, TellsThePipelinesQueueAndTheBroker) {
  const auto pipeline = must(store_->pipelines().standard(kAda)).id;
  jobs::Queue queue;
  queue.name = pipeline;
  queue.owner = kAda;
  must(store_->queues().create(queue));
  must(settings_.set("amqp-url", "amqp://guest:guest@127.0.0.1/"));
  const auto destinations = kept(submit()).spec.destinations;
  ASSERT_EQ(destinations.size(), 2U);
  EXPECT_EQ(destinations[0].channel, "queue");
  EXPECT_EQ(destinations[0].target, pipeline);
  EXPECT_EQ(destinations[1].channel, "amqp");
  EXPECT_EQ(destinations[1].target, pipeline);
}

TEST_F(Submit, TakesTheTemplateThatIsNamedThenTheDefaultThenTheSystems) {
  EXPECT_EQ(kept(submit()).spec.template_id, "S00000103-000002");
  const auto standard = custom_template(R"({"AnalyseTypes":"scene"})");
  answer(set_default_custom_template(), {{"TemplateId", standard}});
  EXPECT_EQ(kept(submit()).spec.template_id, standard);
  const auto other = custom_template(R"({"AnalyseTypes":"face"})");
  EXPECT_EQ(kept(submit({{"TemplateId", other}})).spec.template_id, other);
  EXPECT_EQ(kept(submit({{"TemplateId", "smarttag-subtitles"}})).spec.template_json,
            R"({"AnalyseTypes":"subtitle"})");
}

TEST_F(Submit, LaysTheConfigOverTheTemplateKeyByKey) {
  const auto base = custom_template(R"({"AnalyseTypes":"face","Industry":"common"})");
  const auto job = kept(submit({{"TemplateId", base}, {"TemplateConfig", R"({"AnalyseTypes":"scene"})"}}));
  EXPECT_EQ(job.spec.template_json, R"({"AnalyseTypes":"scene","Industry":"common"})");
}

TEST_F(Submit, ALaterChangeOfTheTemplateChangesNoJob) {
  const auto id = custom_template(R"({"AnalyseTypes":"face"})");
  const auto job = submit({{"TemplateId", id}});
  answer(update_custom_template(), {{"TemplateId", id}, {"TemplateConfig", R"({"AnalyseTypes":"scene"})"}});
  answer(delete_custom_template(), {{"TemplateId", id}});
  EXPECT_EQ(kept(job).spec.template_json, R"({"AnalyseTypes":"face"})");
}

TEST_F(Submit, TakesARegisteredMediumOfTheCaller) {
  jobs::MediaSpec medium;
  medium.owner = kAda;
  medium.input_url = "http://127.0.0.1/a.mp4";
  const auto id = must(store_->media().put(medium, false)).id;
  const Json input = {{"Input", {{"Type", "Media"}, {"Media", id}}}};
  EXPECT_FALSE(submit(input).empty());
  EXPECT_THAT(refusal(input, kBob), StartsWith("NotFound: "));
}

TEST_F(Submit, TakesFaceLibrariesOfTheCallerAlone) {
  EXPECT_FALSE(submit(faces_of(library("face", kAda))).empty());
  for (const auto& id : {library("face", kBob), library("logo", kAda), std::string{"none"}})
    EXPECT_EQ(refusal(faces_of(id)),
              "NotFound: FaceCategoryIds: there is no face library " + id + " of yours.");
}

TEST_F(Submit, RefusesAnInputThatIsNone) {
  EXPECT_THAT(error(submit_smarttag_job(), {{"Title", "t"}}), StartsWith("Usage: Input is mandatory"));
  EXPECT_THAT(error(submit_smarttag_job(), {{"Content", "a text to be tagged"}}),
              HasSubstr("A job of text alone is not supported yet"));
  EXPECT_EQ(refusal({{"Input", {{"Media", "http://127.0.0.1/a"}}}}),
            "Usage: Input.Type must be one of: OSS, Media, URL.");
  EXPECT_EQ(refusal({{"Input", {{"Type", "FTP"}, {"Media", "ftp://127.0.0.1/a"}}}}),
            "Usage: Type must be one of: OSS, Media, URL.");
  EXPECT_THAT(refusal({{"Input", {{"Type", "URL"}}}}), HasSubstr("Input.Media is mandatory"));
  EXPECT_THAT(refusal({{"Input", {{"Type", "URL"}, {"Media", "no url"}}}}), StartsWith("Usage: "));
}

TEST_F(Submit, RefusesWhatIsTooLong) {
  EXPECT_FALSE(submit({{"Title", std::string(256, 't')}, {"UserData", std::string(1024, 'u')}}).empty());
  EXPECT_EQ(refusal({{"Title", std::string(257, 't')}}),
            "Usage: Title may have 256 bytes at most; this one has 257.");
  EXPECT_EQ(refusal({{"UserData", std::string(1025, 'u')}}),
            "Usage: UserData may have 1024 bytes at most; this one has 1025.");
  EXPECT_EQ(refusal({{"Content", std::string(1025, 'c')}}),
            "Usage: Content may have 1024 bytes at most; this one has 1025.");
}

TEST_F(Submit, RefusesWhatAnalysisCannotDo) {
  EXPECT_THAT(refusal({{"Params", R"({"nlpParams":{"sourceLanguage":"fr"}})"}}), HasSubstr("sourceLanguage"));
  EXPECT_THAT(refusal({{"Params", "[]"}}), StartsWith("Usage: Params"));
  EXPECT_THAT(refusal({{"TemplateConfig", R"({"LandmarkGroupIds":5})"}}),
              HasSubstr("LandmarkGroupIds: must be a list of names"));
  EXPECT_THAT(refusal({{"TemplateConfig", "[]"}}), StartsWith("Usage: TemplateConfig must be"));
  EXPECT_THAT(refusal({{"TemplateConfig", "{"}}), StartsWith("Usage: TemplateConfig must be"));
}

TEST_F(Submit, RefusesAScheduleThatIsNone) {
  for (const auto* priority : {"0", "11", "high"})
    EXPECT_EQ(refusal({{"ScheduleConfig", {{"Priority", priority}}}}),
              "Usage: Priority must be a whole number from 1 to 10.");
  const auto bobs = must(store_->pipelines().standard(kBob)).id;
  for (const auto& pipeline : {bobs, std::string{"none"}})
    EXPECT_THAT(refusal({{"ScheduleConfig", {{"PipelineId", pipeline}}}}), StartsWith("NotFound: "));
  EXPECT_FALSE(submit({{"ScheduleConfig", {{"PipelineId", bobs}}}}, kBob).empty());
}

TEST_F(Submit, RefusesNotifyUrlsThatAreNone) {
  for (const auto* url : {"ftp://example.org/", "example.org", "http://", "mailto:a@example.org"})
    EXPECT_EQ(refusal({{"NotifyUrl", url}}), "Usage: NotifyUrl must be an http or https URL.") << url;
}

TEST_F(Submit, RefusesTemplatesOfOthers) {
  const auto bobs = custom_template(R"({"AnalyseTypes":"face"})", kBob);
  for (const auto& id : {bobs, std::string{"none"}})
    EXPECT_THAT(refusal({{"TemplateId", id}}), StartsWith("NotFound: "));
}

TEST_F(Submit, KeepsNothingOfAJobThatWasRefused) {
  refusal({{"Params", "[]"}});
  EXPECT_EQ(answer(list_smart_jobs(), Json::object())["TotalCount"], "0");
}

}  // namespace
}  // namespace smarttag::api
