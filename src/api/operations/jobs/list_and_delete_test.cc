#include "api/operations/jobs/job_test.h"

namespace smarttag::api {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class ListAndDelete : public JobTest {
 protected:
  Json list(const Json& parameters = Json::object(), jobs::UserId user = kAda) {
    return answer(list_smart_jobs(), parameters, user);
  }
  static std::vector<std::string> titles(const Json& listed) {
    std::vector<std::string> found;
    for (const auto& job : listed["SmartJobList"]) found.push_back(job["Title"]);
    return found;
  }
  std::string remove(const std::string& ids, jobs::UserId user = kAda) {
    return error(delete_smart_job(), {{"JobId", ids}}, user);
  }
  using Titles = std::vector<std::string>;
};

TEST_F(ListAndDelete, ShowsAJobAsItWasSubmitted) {
  const auto id = submit({{"Title", "News"}, {"Content", "of today"}, {"UserData", "mine"}});
  const Json expected = {{"JobId", id},
                         {"JobType", "SmartTag"},
                         {"JobState", "Created"},
                         {"Title", "News"},
                         {"Description", "of today"},
                         {"UserData", "mine"},
                         {"UserId", 7},
                         {"InputConfig", {{"InputFile", "http://127.0.0.1/news.mp4"}}},
                         {"CreateTime", "2023-11-14T22:13:20Z"},
                         {"ModifiedTime", "2023-11-14T22:13:20Z"}};
  const auto listed = list();
  ASSERT_EQ(listed["SmartJobList"].size(), 1U);
  EXPECT_EQ(listed["SmartJobList"][0], expected);
  EXPECT_EQ(listed["TotalCount"], "1");
  EXPECT_EQ(listed["MaxResults"], "10");
  EXPECT_EQ(listed["NextToken"], "");
}

TEST_F(ListAndDelete, GoesOnFromAToken) {
  for (const auto* title : {"1", "2", "3"}) submit({{"Title", title}});
  const auto first = list({{"MaxResults", 2}});
  EXPECT_EQ(titles(first), (Titles{"3", "2"}));
  EXPECT_EQ(first["TotalCount"], "3");
  submit({{"Title", "4"}});  // changes nothing in what follows
  const auto second = list({{"MaxResults", 2}, {"NextToken", first["NextToken"]}});
  EXPECT_EQ(titles(second), Titles{"1"});
  EXPECT_EQ(second["NextToken"], "");
}

TEST_F(ListAndDelete, TurnsPagesInEitherOrder) {
  for (const auto* title : {"1", "2", "3"}) submit({{"Title", title}});
  EXPECT_EQ(titles(list({{"PageNo", 2}, {"PageSize", 2}})), Titles{"1"});
  EXPECT_EQ(titles(list({{"PageNo", 2}, {"PageSize", 2}, {"SortBy", "CreationTime:Asc"}})), Titles{"3"});
  EXPECT_EQ(titles(list({{"PageNo", 9}})), Titles{});
}

TEST_F(ListAndDelete, ListsByStateAndType) {
  submit({{"Title", "failed"}});
  must(store_->jobs().fail(claim(), {ErrorKind::kUsage, {"no"}, {}}));
  submit({{"Title", "finished"}});
  must(store_->jobs().finish(claim(), {}));
  submit({{"Title", "executing"}});
  claim();
  submit({{"Title", "created"}});
  EXPECT_EQ(titles(list({{"JobState", "Created"}})), Titles{"created"});
  EXPECT_EQ(titles(list({{"JobState", "Executing"}})), Titles{"executing"});
  EXPECT_EQ(titles(list({{"JobState", "Finished"}, {"JobType", "SmartTag"}})), Titles{"finished"});
  EXPECT_EQ(titles(list({{"JobState", "Failed"}})), Titles{"failed"});
  EXPECT_EQ(list({{"JobType", "ASR"}})["TotalCount"], "0");
}

TEST_F(ListAndDelete, RefusesWhatIsNotKnown) {
  const auto refusal = [&](const Json& parameters) { return error(list_smart_jobs(), parameters); };
  EXPECT_THAT(refusal({{"JobState", "Success"}}), StartsWith("Usage: JobState must be one of"));
  EXPECT_THAT(refusal({{"JobType", "Other"}}), StartsWith("Usage: JobType must be one of"));
  EXPECT_THAT(refusal({{"SortBy", "Title"}}), StartsWith("Usage: SortBy must be one of"));
  EXPECT_THAT(refusal({{"MaxResults", 101}}), StartsWith("Usage: MaxResults must be"));
  EXPECT_THAT(refusal({{"NextToken", "no token"}}), HasSubstr("NextToken"));
}

TEST_F(ListAndDelete, CancelsAndForgets) {
  const auto waiting = submit();
  const auto working = submit();
  const auto claimed = claim();
  EXPECT_EQ(remove(waiting + "," + working), "");
  EXPECT_EQ(list()["TotalCount"], "0");
  EXPECT_EQ(must(store_->jobs().heartbeat(claimed, 0.5, "analysis", std::chrono::seconds{30})),
            jobs::Standing::kLost);
  EXPECT_THAT(remove(waiting), StartsWith("NotFound: "));
}

TEST_F(ListAndDelete, DeletesAllOrNone) {
  const auto id = submit();
  EXPECT_THAT(remove(id + ",none"), StartsWith("NotFound: "));
  EXPECT_EQ(list()["TotalCount"], "1");
  EXPECT_EQ(error(delete_smart_job(), Json::object()), "Usage: JobId is mandatory for this action.");
  EXPECT_EQ(remove(" , "), "Usage: JobId is mandatory for this action.");
}

TEST_F(ListAndDelete, KnowsOnlyTheCallersJobs) {
  const auto id = submit();
  EXPECT_EQ(list(Json::object(), kBob)["TotalCount"], "0");
  EXPECT_THAT(remove(id, kBob), StartsWith("NotFound: "));
  EXPECT_EQ(list()["TotalCount"], "1");
}

}  // namespace
}  // namespace smarttag::api
