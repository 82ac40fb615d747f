#include <map>

#include "api/operations/jobs/job_test.h"

namespace smarttag::api {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr const char* kHeard = R"({"details":[{"from":0,"to":2,"content":"Hello word."}]})";
constexpr const char* kMeant =
    R"({"details":[{"from":0,"to":2,"content":"Hello world."},{"from":2,"to":3,"content":"你好"}]})";

class Correct : public JobTest {
 protected:
  std::string finished() {
    const auto id = submit();
    must(store_->jobs().finish(
        claim(),
        jobs::testing::kept(
            *store_,
            {{"ASR", kHeard},
             {"Subtitle",
              R"({"details":[{"allResultUrl":"subtitles.srt","chResultUrl":"","engResultUrl":"subtitles.en.srt"}]})"},
             {"Meta", R"({"title":"t"})"}},
            {}, {{"subtitles.srt", "old"}, {"subtitles.en.srt", "old"}})));
    return id;
  }
  static Json request(const std::string& id, int base, const std::string& data,
                      const std::string& type = "ASR") {
    return {{"JobId", id}, {"Type", type}, {"BaseRevision", base}, {"Data", data}};
  }
  std::string refused(const Json& parameters, jobs::UserId user = kAda) {
    return error(correct_smarttag_result(), parameters, user);
  }
  Json results(const std::string& id, const std::string& view) {
    return answer(query_smarttag_job(),
                  {{"JobId", id}, {"Params", R"({"labelResultType":")" + view + "\"}"}})["Results"]["Result"];
  }
};

TEST_F(Correct, IsWhatHmiShowsAndAutoDoesNot) {
  const auto id = finished();
  const auto before = results(id, "auto");
  EXPECT_EQ(answer(correct_smarttag_result(), request(id, 1, kMeant)), (Json{{"Revision", 2}}));
  EXPECT_EQ(results(id, "auto"), before);
  const auto corrected = results(id, "hmi");
  ASSERT_EQ(corrected.size(), 3U);
  EXPECT_EQ(corrected[0], (Json{{"Type", "ASR"}, {"Data", kMeant}, {"Revision", 2}, {"Source", "hmi"}}));
  EXPECT_EQ(corrected[1]["Revision"], 2) << "subtitles follow";
  EXPECT_EQ(corrected[2],
            (Json{{"Type", "Meta"}, {"Data", R"({"title":"t"})"}, {"Revision", 1}, {"Source", "auto"}}));
}

TEST_F(Correct, OfACpvLabelSaysThatAPersonMadeIt) {
  const auto id = submit();
  const std::string rest = R"(","cates":[],"entities":[],"hotwords":[],"freeTags":[]})";
  must(store_->jobs().finish(
      claim(), jobs::testing::kept(*store_, {{"CPVLabel", R"({"type":"auto)" + rest}}, {}, {})));
  EXPECT_THAT(refused(request(id, 1, R"({"type":"auto)" + rest, "CPVLabel")),
              HasSubstr(R"(has the type "hmi")"));
  answer(correct_smarttag_result(), request(id, 1, R"({"type":"hmi)" + rest, "CPVLabel"));
  EXPECT_EQ(results(id, "hmi")[0]["Data"], R"({"type":"hmi)" + rest);
}

TEST_F(Correct, OfATranscriptMakesItsSubtitlesAnew) {
  const auto id = finished();
  answer(correct_smarttag_result(), request(id, 1, kMeant));
  const auto kept = must(store_->results().outcome(kAda, id, jobs::ResultSource::kHmi));
  std::map<std::string, std::string> texts;  // by what follows the mark
  for (const auto& file : kept.files)
    if (file.name.size() > 18)  // "subtitles." and the mark of 8 digits
      texts[file.name.substr(18)] = jobs::testing::text_of(*store_, file.part);
  EXPECT_THAT(texts[".srt"], HasSubstr("Hello world."));
  EXPECT_THAT(texts[".zh.srt"], HasSubstr("你好"));
  EXPECT_THAT(texts[".en.srt"], HasSubstr("Hello world."));
  EXPECT_THAT(texts[".en.srt"], ::testing::Not(HasSubstr("你好")));
  EXPECT_THAT(texts[".vtt"], StartsWith("WEBVTT"));
  const auto urls = must(results::parse(results(id, "hmi")[1]["Data"].get<std::string>()))["details"][0];
  EXPECT_THAT(urls["chResultUrl"].get<std::string>(), HasSubstr("/subtitles/" + id + "/subtitles."));
  const auto machine = must(results::parse(results(id, "auto")[1]["Data"].get<std::string>()))["details"][0];
  EXPECT_THAT(machine["allResultUrl"].get<std::string>(), HasSubstr("/subtitles.srt?")) << "stays";
}

TEST_F(Correct, OfAStaleRevisionIsAConflict) {
  const auto id = finished();
  EXPECT_EQ(refused(request(id, 1, kMeant)), "");
  EXPECT_THAT(refused(request(id, 1, kHeard)),
              StartsWith("Conflict: Revision 2 of ASR stands by now, not 1."));
  EXPECT_EQ(results(id, "hmi")[0]["Data"], kMeant);
  EXPECT_EQ(must(store_->blobs().list({}, 10)).size(), 2U) << "nothing is left of what was refused";
}

TEST_F(Correct, IsCheckedAgainstTheSchema) {
  const auto id = finished();
  EXPECT_THAT(refused(request(id, 1, "{")), StartsWith("Usage: Data: This is not JSON"));
  EXPECT_THAT(refused(request(id, 1, R"({"details":[{"from":0}]})")),
              StartsWith("Usage: Data: This is not a valid ASR result: #/details/0 violates"));
  EXPECT_THAT(refused(request(id, 1, R"({"details":[{"from":2,"to":1,"content":"a"}]})")),
              HasSubstr("Data: #/details/0 begins after its end"));
  EXPECT_THAT(refused(request(id, 1, R"({"details":[{"from":0,"to":1,"content":"a\nb"}]})")),
              StartsWith("Usage: Data: #/details/0/content has a line break"));
  EXPECT_THAT(refused(request(id, 1, R"({"details":[]})", "Subtitle")),
              StartsWith("Usage: Type must be one of"));
  EXPECT_THAT(refused(request(id, 0, kMeant)), StartsWith("Usage: BaseRevision must be"));
  EXPECT_EQ(results(id, "hmi")[0]["Data"], kHeard);
  EXPECT_EQ(must(store_->blobs().list({}, 10)).size(), 1U);
}

TEST_F(Correct, NeedsAResultThatIsThere) {
  const auto id = finished();
  EXPECT_THAT(refused(request(id, 1, R"({"details":[]})", "OCR")),
              StartsWith("NotFound: There is no such result"));
  EXPECT_THAT(refused(request(id, 1, kMeant), kBob), StartsWith("NotFound: There is no such job"));
  EXPECT_THAT(refused(request("none", 1, kMeant)), StartsWith("NotFound: "));
  EXPECT_THAT(refused(request(submit(), 1, kMeant)), StartsWith("NotFound: "));
}

TEST_F(Correct, StandsWhileResultsAreBuiltAnewAndBehindIt) {
  const auto id = submit();
  const auto with_facts = [&](const std::string& heard) {
    auto outcome = jobs::testing::kept(*store_, {{"ASR", heard}}, {}, {{"facts", "facts"}});
    outcome.facts = outcome.files.at(0).part;
    outcome.files.clear();
    return outcome;
  };
  must(store_->jobs().finish(claim(), with_facts(kHeard)));
  answer(correct_smarttag_result(), request(id, 1, kMeant));
  EXPECT_EQ(answer(rebuild_smarttag_result(), {{"JobId", id}, {"LabelVersion", "1.0"}}),
            (Json{{"JobId", id}}));
  EXPECT_EQ(results(id, "auto")[0]["Data"], kHeard) << "until the new ones are there";
  EXPECT_EQ(results(id, "hmi")[0]["Data"], kMeant);
  must(store_->jobs().finish(claim(), with_facts(R"({"details":[]})")));
  EXPECT_EQ(results(id, "auto")[0]["Data"], R"({"details":[]})");
  EXPECT_EQ(results(id, "hmi")[0]["Data"], kMeant);
  EXPECT_THAT(error(rebuild_smarttag_result(), {{"JobId", id}, {"LabelVersion", "9"}}),
              StartsWith("Usage: "));
  EXPECT_THAT(error(rebuild_smarttag_result(), {{"JobId", id}}, kBob), StartsWith("NotFound: "));
}

TEST_F(Correct, ShowsWhyResultsCouldNotBeBuiltAnew) {
  const auto id = submit();
  auto outcome = jobs::testing::kept(*store_, {{"ASR", kHeard}}, {}, {{"facts", "facts"}});
  outcome.facts = outcome.files.at(0).part;
  outcome.files.clear();
  must(store_->jobs().finish(claim(), outcome));
  answer(rebuild_smarttag_result(), {{"JobId", id}});
  must(store_->jobs().fail(claim(), {ErrorKind::kAnalysisFailed, {"broken"}}));
  undeclared_ = {"Code", "Message"};
  const auto shown = answer(query_smarttag_job(), {{"JobId", id}});
  EXPECT_EQ(shown["JobStatus"], "Success");
  EXPECT_EQ(shown["Message"], "broken");
  EXPECT_EQ(shown["Results"]["Result"][0]["Data"], kHeard);
}

TEST_F(Correct, ListsRevisions) {
  const auto id = finished();
  answer(correct_smarttag_result(), request(id, 1, kMeant));
  const auto list = answer(list_smarttag_result_revisions(), {{"JobId", id}, {"Type", "ASR"}})["Revisions"];
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[0], (Json{{"Type", "ASR"},
                           {"Revision", 1},
                           {"Source", "auto"},
                           {"Author", ""},
                           {"CreateTime", "2023-11-14T22:13:20Z"},
                           {"Size", std::string_view(kHeard).size()},
                           {"Standing", false}}));
  EXPECT_EQ(list[1]["Author"], "user");
  EXPECT_EQ(list[1]["Standing"], true);
  EXPECT_EQ(answer(list_smarttag_result_revisions(), {{"JobId", id}})["Revisions"].size(), 5U);
  EXPECT_THAT(error(list_smarttag_result_revisions(), {{"JobId", id}}, kBob), StartsWith("NotFound: "));
  EXPECT_THAT(error(list_smarttag_result_revisions(), {{"JobId", id}, {"Type", "Foo"}}),
              StartsWith("Usage: Type must be one of: VideoLabel, ImageLabel, CPVLabel, ASR"));
}

}  // namespace
}  // namespace smarttag::api
