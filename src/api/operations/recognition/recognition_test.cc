#include "api/operations/recognition/recognition.h"

#include "api/operations/testing/operation_test.h"

namespace smarttag::api {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class Recognition : public OperationTest {
 protected:
  std::string library(const std::string& name = "staff", const std::string& algorithm = "face") {
    return answer(create_recognition_lib(),
                  {{"Algorithm", algorithm}, {"LibName", name}, {"LibDescription", "of ours"}})["LibId"];
  }
  std::string entity(const std::string& library, const std::string& name = "Ada",
                     const std::string& algorithm = "face") {
    return answer(create_recognition_entity(), {{"Algorithm", algorithm},
                                                {"LibId", library},
                                                {"EntityName", name},
                                                {"EntityInfo", "{\"born\":1815}"}})["EntityId"];
  }
  // As if a picture had been described.
  std::string sample(const std::string& library, const std::string& entity, const std::string& url) {
    jobs::Sample made;
    made.image_url = url;
    made.vector = {1.0F};
    return must(store_->libraries().add_sample({kAda, "face", library}, entity, made)).id;
  }
  static Json page(const Json& more, int number = 1, int size = 10) {
    Json parameters = {{"Algorithm", "face"}, {"PageNumber", number}, {"PageSize", size}};
    parameters.update(more);
    return parameters;
  }
  static Json at(const std::string& library, const Json& more = Json::object()) {
    Json parameters = {{"Algorithm", "face"}, {"LibId", library}};
    parameters.update(more);
    return parameters;
  }
};

TEST_F(Recognition, KeepsLibraries) {
  const auto first = library("first");
  const auto second = library("second");
  library("logos", "logo");
  const auto listed = answer(list_recognition_libs(), page(Json::object()));
  EXPECT_EQ(listed["TotalCount"], 2);
  EXPECT_EQ(listed["PageNumber"], 1);
  EXPECT_EQ(listed["PageSize"], 10);
  EXPECT_EQ(listed["Libs"]["Lib"][0],
            (Json{{"LibId", first}, {"LibName", "first"}, {"LibDescription", "of ours"}}));
  const auto last = answer(list_recognition_libs(), page(Json::object(), 2, 1));
  EXPECT_EQ(last["Libs"]["Lib"][0]["LibId"], second);
  answer(delete_recognition_lib(), at(first));
  EXPECT_EQ(answer(list_recognition_libs(), page(Json::object()))["TotalCount"], 1);
}

TEST_F(Recognition, ListsLibrariesByTheirIds) {
  const auto first = library("first");
  const auto second = library("second");
  library("third");
  const auto wanted = page({{"LibId", second + ",none," + first}});
  const auto listed = answer(list_recognition_libs(), wanted);
  EXPECT_EQ(listed["TotalCount"], 2);
  EXPECT_EQ(listed["Libs"]["Lib"][0]["LibId"], second);
  EXPECT_EQ(answer(list_recognition_libs(), wanted, kBob)["TotalCount"], 0);
}

TEST_F(Recognition, KeepsEntities) {
  const auto lib = library();
  const auto id = entity(lib);
  const auto listed = answer(list_recognition_entities(), page({{"LibId", lib}}));
  EXPECT_EQ(listed["TotalCount"], 1);
  EXPECT_EQ(listed["Entities"]["Entity"][0],
            (Json{{"EntityId", id}, {"EntityName", "Ada"}, {"EntityInfo", "{\"born\":1815}"}}));
  answer(delete_recognition_entity(), at(lib, {{"EntityId", id}}));
  EXPECT_EQ(answer(list_recognition_entities(), page({{"LibId", lib}}))["TotalCount"], 0);
}

TEST_F(Recognition, ListsSamples) {
  const auto lib = library();
  const auto id = entity(lib);
  const auto made = sample(lib, id, "http://127.0.0.1/a.jpg");
  const auto wanted = page({{"LibId", lib}, {"EntityId", id}});
  const auto listed = answer(list_recognition_samples(), wanted);
  EXPECT_EQ(listed["TotalCount"], 1);
  EXPECT_EQ(
      listed["Samples"]["Sample"][0],
      (Json{{"SampleId", made}, {"EntityId", id}, {"LibId", lib}, {"ImageUrl", "http://127.0.0.1/a.jpg"}}));
  answer(delete_recognition_sample(), at(lib, {{"EntityId", id}, {"SampleId", made}}));
  EXPECT_EQ(answer(list_recognition_samples(), wanted)["TotalCount"], 0);
}

TEST_F(Recognition, ListsSamplesByTheNameOfTheirEntity) {
  const auto lib = library();
  const auto one = entity(lib, "Ada");
  const auto other = entity(lib, "Bob");
  const auto another = entity(lib, "Ada");
  sample(lib, one, "1");
  sample(lib, other, "2");
  sample(lib, another, "3");
  const Json any = {{"LibId", lib}, {"EntityId", "ANY"}, {"EntityName", "Ada"}};
  const auto listed = answer(list_recognition_samples(), page(any, 2, 1));
  EXPECT_EQ(listed["TotalCount"], 2);
  ASSERT_EQ(listed["Samples"]["Sample"].size(), 1U);
  EXPECT_EQ(listed["Samples"]["Sample"][0]["ImageUrl"], "3");
  EXPECT_EQ(error(list_recognition_samples(), page({{"LibId", lib}, {"EntityId", "ANY"}})),
            "Usage: EntityName is mandatory where EntityId is ANY.");
}

TEST_F(Recognition, TakesNoPictureThatCannotBeDescribed) {
  const auto lib = library();
  const auto id = entity(lib);
  EXPECT_EQ(
      error(create_recognition_sample(), at(lib, {{"EntityId", id}, {"ImageUrl", "http://127.0.0.1/a.jpg"}})),
      "Usage: There is no face on this picture.");
  EXPECT_EQ(answer(list_recognition_samples(), page({{"LibId", lib}, {"EntityId", id}}))["TotalCount"], 0);
}

TEST_F(Recognition, FetchesNoPictureInVain) {
  const auto lib = library();
  const auto id = entity(lib);
  const auto add = [&](const Json& parameters, jobs::UserId user = kAda) {
    return error(create_recognition_sample(), parameters, user);
  };
  const Json picture = {{"EntityId", id}, {"ImageUrl", "http://127.0.0.1/a.jpg"}};
  EXPECT_THAT(add(at(lib, {{"EntityId", "none"}, {"ImageUrl", "http://127.0.0.1/a.jpg"}})),
              StartsWith("NotFound: "));
  EXPECT_THAT(add(at("none", picture)), StartsWith("NotFound: "));
  EXPECT_THAT(add(at(lib, picture), kBob), StartsWith("NotFound: "));
  EXPECT_EQ(add(at(lib, {{"EntityId", id}})), "Usage: ImageUrl is mandatory for samples of face.");
  EXPECT_EQ(faces_.asked, 0);
  EXPECT_TRUE(create_recognition_sample().slow);
}

TEST_F(Recognition, DescribesThingsByTheirFeatures) {
  for (const std::string algorithm : {"landmark", "object", "logo"}) {
    const auto lib = library("lib", algorithm);
    const auto id = entity(lib, "thing", algorithm);
    EXPECT_EQ(error(create_recognition_sample(), {{"Algorithm", algorithm},
                                                  {"LibId", lib},
                                                  {"EntityId", id},
                                                  {"ImageUrl", "http://127.0.0.1/a.jpg"}}),
              "Usage: This picture shows too little.");
  }
  EXPECT_EQ(faces_.asked, 3);
}

TEST_F(Recognition, KnowsALabelByItsDescription) {
  const auto lib = library("lib", "label");
  const auto id = entity(lib, "server room", "label");
  const Json of_label = {{"Algorithm", "label"}, {"LibId", lib}, {"EntityId", id}};
  Json described = of_label;
  described["LabelPrompt"] = "a photo of a room full of servers";
  EXPECT_FALSE(answer(create_recognition_sample(), described)["SampleId"].get<std::string>().empty());
  Json pictured = of_label;
  pictured["ImageUrl"] = "http://127.0.0.1/a.jpg";
  EXPECT_THAT(error(create_recognition_sample(), pictured), StartsWith("Usage: LabelPrompt is mandatory"));
  EXPECT_EQ(faces_.asked, 0);
}

TEST_F(Recognition, RefusesWhatIsOutOfBounds) {
  EXPECT_THAT(error(create_recognition_lib(), {{"Algorithm", "voice"}, {"LibName", "n"}}),
              HasSubstr("Algorithm must be one of: landmark, object, logo, face, label."));
  EXPECT_THAT(error(create_recognition_lib(), {{"Algorithm", "face"}, {"LibName", std::string(65, 'n')}}),
              HasSubstr("LibName may have 64 bytes at most"));
  EXPECT_THAT(error(create_recognition_lib(),
                    {{"Algorithm", "face"}, {"LibName", "n"}, {"LibDescription", std::string(129, 'd')}}),
              HasSubstr("LibDescription may have 128 bytes at most"));
  const auto lib = library();
  EXPECT_THAT(error(create_recognition_entity(), at(lib, {{"EntityName", std::string(65, 'n')}})),
              HasSubstr("EntityName may have 64 bytes at most"));
  EXPECT_THAT(error(create_recognition_entity(), at(lib, {{"EntityName", "n"}, {"EntityInfo", "x"}})),
              HasSubstr("EntityInfo must be a JSON object."));
  EXPECT_THAT(error(list_recognition_libs(), page(Json::object(), 1, 51)),
              HasSubstr("PageSize must be a whole number from 1 to 50."));
  EXPECT_THAT(error(list_recognition_libs(), page(Json::object(), 0)), HasSubstr("PageNumber must be"));
}

TEST_F(Recognition, OfOthersIsNotFound) {
  const auto lib = library();
  const auto id = entity(lib);
  const auto made = sample(lib, id, "1");
  const auto as_bob = [&](const Operation& operation, const Json& parameters) {
    return error(operation, parameters, kBob);
  };
  EXPECT_EQ(answer(list_recognition_libs(), page(Json::object()), kBob)["TotalCount"], 0);
  EXPECT_THAT(as_bob(list_recognition_entities(), page({{"LibId", lib}})), StartsWith("NotFound: "));
  EXPECT_THAT(as_bob(list_recognition_samples(), page({{"LibId", lib}, {"EntityId", id}})),
              StartsWith("NotFound: "));
  EXPECT_THAT(as_bob(create_recognition_entity(), at(lib, {{"EntityName", "n"}})), StartsWith("NotFound: "));
  EXPECT_THAT(as_bob(delete_recognition_sample(), at(lib, {{"EntityId", id}, {"SampleId", made}})),
              StartsWith("NotFound: "));
  EXPECT_THAT(as_bob(delete_recognition_entity(), at(lib, {{"EntityId", id}})), StartsWith("NotFound: "));
  EXPECT_THAT(as_bob(delete_recognition_lib(), at(lib)), StartsWith("NotFound: "));
  EXPECT_EQ(answer(list_recognition_samples(), page({{"LibId", lib}, {"EntityId", id}}))["TotalCount"], 1);
}

}  // namespace
}  // namespace smarttag::api
