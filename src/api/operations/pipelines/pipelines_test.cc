#include "api/operations/pipelines/pipelines.h"

#include "api/operations/testing/operation_test.h"

namespace smarttag::api {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class Pipelines : public OperationTest {
 protected:
  std::string create(const Json& more = Json::object()) {
    Json parameters = {{"Name", "news"}, {"Speed", "Standard"}};
    parameters.update(more);
    return answer(create_pipeline(), parameters)["Pipeline"]["PipelineId"];
  }
  Json get(const std::string& id) { return answer(get_pipeline(), {{"PipelineId", id}})["Pipeline"]; }
};

TEST_F(Pipelines, AreMadeActiveWithPriority6) {
  const auto made = answer(create_pipeline(), {{"Name", "news"}, {"Speed", "Boost"}})["Pipeline"];
  EXPECT_EQ(made["Name"], "news");
  EXPECT_EQ(made["Speed"], "Boost");
  EXPECT_EQ(made["Priority"], 6);
  EXPECT_EQ(made["Status"], "Active");
  EXPECT_EQ(made["CreateTime"], "2023-11-14T22:13:20Z");
  EXPECT_EQ(get(made["PipelineId"]), made);
}

TEST_F(Pipelines, ChangeOnlyInWhatIsSent) {
  const auto id = create({{"Priority", 3}});
  clock_.turn(std::chrono::seconds{1});
  EXPECT_EQ(answer(update_pipeline(), {{"PipelineId", id}, {"Status", "Paused"}})["Success"], true);
  EXPECT_EQ(get(id)["Status"], "Paused");
  EXPECT_EQ(get(id)["Priority"], 3);
  EXPECT_EQ(get(id)["ModifiedTime"], "2023-11-14T22:13:21Z");
  answer(update_pipeline(), {{"PipelineId", id}, {"Priority", 10}, {"Name", "sport"}, {"Status", "Active"}});
  EXPECT_EQ(get(id)["Name"], "sport");
  EXPECT_EQ(get(id)["Priority"], 10);
  EXPECT_EQ(get(id)["Status"], "Active");
}

TEST_F(Pipelines, AreListedWithTheDefaultOneWhichIsAlwaysThere) {
  EXPECT_EQ(answer(list_pipelines(), Json::object())["PipelineList"].size(), 1U);
  const auto id = create({{"Speed", "Boost"}});
  EXPECT_EQ(answer(list_pipelines(), Json::object())["PipelineList"].size(), 2U);
  const auto boosted = answer(list_pipelines(), {{"Speed", "Boost"}})["PipelineList"];
  ASSERT_EQ(boosted.size(), 1U);
  EXPECT_EQ(boosted[0]["PipelineId"], id);
}

TEST_F(Pipelines, AreGoneWhenDeleted) {
  const auto id = create();
  EXPECT_EQ(answer(delete_pipeline(), {{"PipelineId", id}})["Success"], true);
  EXPECT_THAT(error(get_pipeline(), {{"PipelineId", id}}), StartsWith("NotFound: "));
  EXPECT_THAT(error(delete_pipeline(), {{"PipelineId", id}}), StartsWith("NotFound: "));
}

TEST_F(Pipelines, RefuseWhatIsOutOfBounds) {
  EXPECT_EQ(error(create_pipeline(), {{"Name", "n"}, {"Speed", "Fast"}}),
            "Usage: Speed must be one of: Standard, Boost, NarrowBandHDV2.");
  EXPECT_EQ(error(create_pipeline(), {{"Name", "n"}, {"Speed", "Standard"}, {"Priority", 11}}),
            "Usage: Priority must be a whole number from 1 to 10.");
  EXPECT_THAT(error(create_pipeline(), {{"Name", std::string(129, 'n')}, {"Speed", "Standard"}}),
              HasSubstr("Name may have 128 bytes at most"));
  const auto id = create();
  EXPECT_EQ(error(update_pipeline(), {{"PipelineId", id}, {"Status", "Stopped"}}),
            "Usage: Status must be one of: Active, Paused.");
  EXPECT_EQ(error(update_pipeline(), {{"PipelineId", id}, {"Priority", 0}}),
            "Usage: Priority must be a whole number from 1 to 10.");
}

TEST_F(Pipelines, OfTheDefaultCannotBeDeleted) {
  const std::string id = answer(list_pipelines(), Json::object())["PipelineList"][0]["PipelineId"];
  EXPECT_THAT(error(delete_pipeline(), {{"PipelineId", id}}), StartsWith("Conflict: "));
}

TEST_F(Pipelines, OfOthersAreNotFound) {
  const auto id = create();
  EXPECT_THAT(error(get_pipeline(), {{"PipelineId", id}}, kBob), StartsWith("NotFound: "));
  EXPECT_THAT(error(update_pipeline(), {{"PipelineId", id}, {"Priority", 1}}, kBob),
              StartsWith("NotFound: "));
  EXPECT_THAT(error(delete_pipeline(), {{"PipelineId", id}}, kBob), StartsWith("NotFound: "));
  EXPECT_EQ(get(id)["Priority"], 6);
}

}  // namespace
}  // namespace smarttag::api
