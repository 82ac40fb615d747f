#include "api/operations/templates/templates.h"

#include "api/operations/templates/system_templates.h"
#include "api/operations/testing/operation_test.h"
#include "tagging/job_request.h"

namespace smarttag::api {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr const char* kFaces = R"({"AnalyseTypes":"face"})";

class Templates : public OperationTest {
 protected:
  static Json with(const std::string& name, const std::string& config = kFaces) {
    return {{"Name", name}, {"TemplateConfig", config}, {"Type", 11}};
  }
  std::string create(const std::string& name = "t") {
    return answer(create_custom_template(), with(name))["CustomTemplate"]["TemplateId"];
  }
  Json get(const std::string& id) {
    return answer(get_custom_template(), {{"TemplateId", id}, {"Type", 11}})["CustomTemplate"];
  }
  Json list(const Json& more = Json::object()) {
    Json parameters = {{"Type", "11"}};
    parameters.update(more);
    return answer(list_custom_templates(), parameters);
  }
};

TEST_F(Templates, AreKeptAsTheyWereMade) {
  const auto made = answer(create_custom_template(), with("faces"))["CustomTemplate"];
  EXPECT_EQ(made["TemplateName"], "faces");
  EXPECT_EQ(made["TemplateConfig"], kFaces);
  EXPECT_EQ(made["Type"], 11);
  EXPECT_EQ(made["IsDefault"], false);
  EXPECT_EQ(made["Status"], "Normal");
  EXPECT_EQ(get(made["TemplateId"]), made);
}

TEST_F(Templates, KeepASubtypeThatWasSent) {
  auto sent = with("t");
  sent["Subtype"] = 2;
  const auto made = answer(create_custom_template(), sent)["CustomTemplate"];
  EXPECT_EQ(made["Subtype"], "2");
  EXPECT_EQ(get(made["TemplateId"])["Subtype"], 2);
  EXPECT_EQ(list({{"Subtype", "2"}})["Total"], 1);
  EXPECT_EQ(list({{"Subtype", "3"}})["Total"], 0);
}

TEST_F(Templates, ChangeOnlyInWhatIsSent) {
  const auto id = create("old");
  answer(update_custom_template(), {{"TemplateId", id}, {"Name", "new"}});
  EXPECT_EQ(get(id)["TemplateName"], "new");
  EXPECT_EQ(get(id)["TemplateConfig"], kFaces);
  answer(update_custom_template(), {{"TemplateId", id}, {"TemplateConfig", R"({"AnalyseTypes":"scene"})"}});
  EXPECT_EQ(get(id)["TemplateName"], "new");
  EXPECT_EQ(get(id)["TemplateConfig"], R"({"AnalyseTypes":"scene"})");
}

TEST_F(Templates, HaveOneDefaultAtATime) {
  EXPECT_THAT(error(get_custom_template(), {{"Type", 11}}), StartsWith("NotFound: "));
  const auto first = create("first");
  const auto second = create("second");
  answer(set_default_custom_template(), {{"TemplateId", first}});
  answer(set_default_custom_template(), {{"TemplateId", second}});
  EXPECT_EQ(answer(get_custom_template(), {{"Type", 11}})["CustomTemplate"]["TemplateId"], second);
  EXPECT_EQ(get(first)["IsDefault"], false);
  answer(delete_custom_template(), {{"TemplateId", second}});
  EXPECT_THAT(error(get_custom_template(), {{"Type", 11}}), StartsWith("NotFound: "));
}

TEST_F(Templates, AreListedInPages) {
  for (const auto* name : {"a1", "a2", "b3"}) create(name);
  const auto first = list({{"PageSize", 2}});
  EXPECT_EQ(first["Total"], 3);
  ASSERT_EQ(first["CustomTemplateList"].size(), 2U);
  EXPECT_EQ(first["CustomTemplateList"][0]["TemplateName"], "b3");
  const auto second = list({{"PageSize", 2}, {"PageNumber", 2}});
  ASSERT_EQ(second["CustomTemplateList"].size(), 1U);
  EXPECT_EQ(second["CustomTemplateList"][0]["TemplateName"], "a1");
  EXPECT_EQ(list({{"OrderBy", "CreationTime:Asc"}})["CustomTemplateList"][0]["TemplateName"], "a1");
  EXPECT_EQ(list({{"Name", "a"}})["Total"], 2);
}

TEST_F(Templates, OfOtherTypesAreRefused) {
  auto sent = with("t");
  sent["Type"] = 1;
  const auto* sentence = "Usage: Only templates of Type 11 (smart tagging) are supported here.";
  EXPECT_EQ(error(create_custom_template(), sent), sentence);
  EXPECT_EQ(error(get_custom_template(), {{"Type", 2}}), sentence);
  EXPECT_EQ(error(list_custom_templates(), {{"Type", "1"}}), sentence);
}

TEST_F(Templates, ThatAnalysisCannotDoAreRefused) {
  EXPECT_THAT(error(create_custom_template(), with("t", R"({"AnalyseTypes":"role"})")),
              HasSubstr("role is not supported yet"));
  EXPECT_THAT(error(create_custom_template(), with("t", "{")), StartsWith("Usage: "));
  EXPECT_THAT(error(create_custom_template(), with(std::string(121, 'n'))),
              HasSubstr("120 characters at most"));
  const auto id = create();
  EXPECT_THAT(error(update_custom_template(), {{"TemplateId", id}, {"TemplateConfig", "[]"}}),
              StartsWith("Usage: "));
  EXPECT_EQ(get(id)["TemplateConfig"], kFaces);
}

TEST_F(Templates, OfOthersAreNotFound) {
  const auto id = create();
  EXPECT_THAT(error(get_custom_template(), {{"TemplateId", id}, {"Type", 11}}, kBob),
              StartsWith("NotFound: "));
  for (const auto& operation :
       {update_custom_template(), delete_custom_template(), set_default_custom_template()})
    EXPECT_THAT(error(operation, {{"TemplateId", id}}, kBob), StartsWith("NotFound: ")) << operation.name;
  EXPECT_EQ(answer(list_custom_templates(), {{"Type", "11"}}, kBob)["Total"], 0);
}

TEST_F(Templates, OfTheSystemAreSoundAndCannotChange) {
  const auto listed = answer(list_system_templates(), {{"Type", "1,11"}});
  ASSERT_GE(listed["Total"], 3);
  for (const auto& system : listed["SystemTemplateList"]) {
    const Json named = {{"TemplateId", system["TemplateId"]}};
    EXPECT_EQ(answer(get_system_template(), named)["SystemTemplate"], system);
    EXPECT_TRUE(tagging::job_spec_of({"", "", system["TemplateConfig"]})) << system;
    for (const auto& operation :
         {update_custom_template(), delete_custom_template(), set_default_custom_template()})
      EXPECT_THAT(error(operation, named), StartsWith("Conflict: This is a system template"));
  }
}

TEST_F(Templates, OfTheSystemAreListedByWhatIsAsked) {
  const auto total = [&](const Json& sent) {
    return answer(list_system_templates(), sent)["Total"].get<int>();
  };
  const int all = total({{"Type", "11"}});
  EXPECT_EQ(total({{"Type", "11"}, {"Status", "All"}}), all);
  EXPECT_EQ(total({{"Type", "11"}, {"Status", "Invisible"}}), 0);
  EXPECT_EQ(total({{"Type", "1"}}), 0);
  EXPECT_EQ(total({{"Type", "11"}, {"Name", "ubtitles"}}), 2);
  EXPECT_EQ(total({{"Type", "11"}, {"TemplateId", "smarttag-persons"}}), 1);
  const auto last =
      answer(list_system_templates(), {{"Type", "11"}, {"PageSize", all - 1}, {"PageNumber", 2}});
  EXPECT_EQ(last["SystemTemplateList"].size(), 1U);
  EXPECT_EQ(last["Total"], all);
  EXPECT_THAT(error(get_system_template(), {{"TemplateId", "none"}}), StartsWith("NotFound: "));
  EXPECT_THAT(error(list_system_templates(), {{"Type", "11"}, {"Status", "Odd"}}),
              HasSubstr("Status must be one of"));
}

}  // namespace
}  // namespace smarttag::api
