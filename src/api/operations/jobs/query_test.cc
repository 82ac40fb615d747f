#include "api/operations/jobs/job_test.h"

namespace smarttag::api {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class Query : public JobTest {
 protected:
  Query() { undeclared_ = {"Code", "Message", "Progress", "Stage"}; }
  Json query(const std::string& id) { return answer(query_smarttag_job(), {{"JobId", id}}); }
  void finish(const jobs::Outcome& outcome) {
    EXPECT_EQ(must(store_->jobs().finish(claim(), outcome)), jobs::Standing::kHeld);
  }
};

TEST_F(Query, ShowsAJobThatWaits) {
  const auto id = submit({{"UserData", "mine"}});
  const Json expected = {{"JobStatus", "Submitted"},
                         {"UserData", "mine"},
                         {"Results", {{"Result", Json::array()}}},
                         {"Usages", {{"Usage", Json::array()}}}};
  EXPECT_EQ(query(id), expected);
}

TEST_F(Query, ShowsHowFarAJobIs) {
  const auto id = submit();
  must(store_->jobs().heartbeat(claim(), 0.426, "analysis", std::chrono::seconds{30}));
  const auto shown = query(id);
  EXPECT_EQ(shown["JobStatus"], "Processing");
  EXPECT_EQ(shown["Progress"], 42);
  EXPECT_EQ(shown["Stage"], "analysis");
}

TEST_F(Query, ShowsResultsAndUsages) {
  const auto id = submit();
  finish(jobs::testing::kept(*store_, {{"VideoLabel", "{\"persons\":[]}"}, {"ASR", "{}"}}, {{"video", 12}}));
  const auto shown = query(id);
  EXPECT_EQ(shown["JobStatus"], "Success");
  ASSERT_EQ(shown["Results"]["Result"].size(), 2U);
  EXPECT_EQ(shown["Results"]["Result"][0], (Json{{"Type", "VideoLabel"}, {"Data", "{\"persons\":[]}"}}));
  EXPECT_EQ(shown["Usages"]["Usage"], (Json::array({{{"Type", "video"}, {"Quota", 12}}})));
}

TEST_F(Query, LinksTheSubtitles) {
  must(settings_.set("public-url", "https://tags.example.org"));
  const auto id = submit();
  finish(jobs::testing::kept(
      *store_,
      {{"Subtitle",
        R"({"details":[{"allResultUrl":"subtitles.srt","chResultUrl":"","engResultUrl":"subtitles.en.srt"}]})"}},
      {}, {{"subtitles.srt", "1"}, {"subtitles.en.srt", "2"}}));
  const auto data = must(results::parse(query(id)["Results"]["Result"][0]["Data"].get<std::string>()));
  const auto& detail = data["details"][0];
  const auto from = "https://tags.example.org/subtitles/" + id + "/subtitles.srt?User=7&Expires=";
  EXPECT_THAT(detail["allResultUrl"].get<std::string>(), StartsWith(from));
  EXPECT_EQ(detail["chResultUrl"], "");
  EXPECT_THAT(detail["engResultUrl"].get<std::string>(), HasSubstr("/subtitles.en.srt?"));
  // 4392 hours after the end of the job, however late it is asked.
  const auto end = std::to_string(1'700'000'000 + 4392 * 3600);
  EXPECT_THAT(detail["allResultUrl"].get<std::string>(), HasSubstr("Expires=" + end + "&"));
  clock_.turn(std::chrono::hours{24});
  const auto later = must(results::parse(query(id)["Results"]["Result"][0]["Data"].get<std::string>()));
  EXPECT_EQ(later, data);
}

TEST_F(Query, IsRefusedWhenAResultCannotBeRead) {
  const auto id = submit();
  auto outcome = jobs::testing::kept(*store_, {{"ASR", "{}"}});
  outcome.results.at(0).part.blob = "gone-" + id;
  finish(outcome);
  EXPECT_THAT(error(query_smarttag_job(), {{"JobId", id}}),
              StartsWith("StoreFailed: A stored result cannot"));
  const auto damaged = submit();
  outcome = jobs::testing::kept(*store_, {{"ASR", "{}"}});
  outcome.results.at(0).part.size = 3;
  finish(outcome);
  EXPECT_THAT(error(query_smarttag_job(), {{"JobId", damaged}}), HasSubstr("damaged"));
}

TEST_F(Query, TellsWhyAJobFailed) {
  const auto id = submit();
  must(store_->jobs().fail(claim(), {ErrorKind::kInputUnreadable, {"The file is empty."}, {"secret path"}}));
  const auto shown = query(id);
  EXPECT_EQ(shown["JobStatus"], "Fail");
  EXPECT_EQ(shown["Code"], "InputUnreadable");
  EXPECT_EQ(shown["Message"], "The file is empty.");
  EXPECT_THAT(shown.dump(), ::testing::Not(HasSubstr("secret path")));
}

TEST_F(Query, KnowsTheResultTypesOfTheApi) {
  const auto id = submit();
  const auto with = [&](const char* params) {
    return error(query_smarttag_job(), {{"JobId", id}, {"Params", params}});
  };
  EXPECT_EQ(with(R"({"labelResultType":"auto"})"), "");
  EXPECT_EQ(with(R"({"labelResultType":"hmi"})"), "");
  EXPECT_THAT(with(R"({"labelResultType":"other"})"), HasSubstr("must be auto or hmi"));
  EXPECT_THAT(with(R"({"more":1})"), HasSubstr("'more' is not known"));
  EXPECT_THAT(with("{"),
              ::testing::StartsWith("Usage: Params must be a JSON object. This is not JSON: line 1"));
}

TEST_F(Query, FindsNoJobOfOthersAndNoneThatIsNot) {
  const auto id = submit();
  EXPECT_THAT(error(query_smarttag_job(), {{"JobId", id}}, kBob), StartsWith("NotFound: "));
  EXPECT_THAT(error(query_smarttag_job(), {{"JobId", "none"}}), StartsWith("NotFound: "));
}

}  // namespace
}  // namespace smarttag::api
