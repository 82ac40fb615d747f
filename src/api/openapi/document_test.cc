#include "api/openapi/document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/operation.h"

namespace smarttag::api {
namespace {

using results::Json;

TEST(OpenapiDocument, HasEveryOperation) {
  const auto document = openapi_document();
  EXPECT_EQ(document["openapi"], "3.1.0");
  EXPECT_EQ(document["paths"].size(), operations().size());
  for (const auto& operation : operations()) {
    const auto& post = document["paths"]["/#" + std::string(operation.name)]["post"];
    EXPECT_EQ(post["operationId"], operation.name);
    EXPECT_EQ(post["parameters"][0]["schema"]["const"], operation.name);
  }
}

TEST(OpenapiDocument, WritesFieldsWithTheirTypes) {
  const auto document = openapi_document();
  const auto& query = document["paths"]["/#QuerySmarttagJob"]["post"];
  const auto& request = query["requestBody"]["content"]["application/x-www-form-urlencoded"]["schema"];
  EXPECT_EQ(request["required"], Json::array({"JobId"}));
  EXPECT_EQ(request["properties"]["JobId"]["type"], "string");
  EXPECT_EQ(query["requestBody"]["required"], true);
  const auto& answer = query["responses"]["200"]["content"]["application/json"]["schema"]["properties"];
  EXPECT_EQ(answer["RequestId"]["type"], "string");
  const auto& quota = answer["Usages"]["properties"]["Usage"]["items"]["properties"]["Quota"];
  EXPECT_EQ(quota, (Json{{"type", "integer"}, {"format", "int64"}}));
}

TEST(OpenapiDocument, MarksWhatGoesBeyondTheApi) {
  const auto document = openapi_document();
  EXPECT_EQ(document["paths"]["/#CorrectSmarttagResult"]["post"]["x-smarttag-extension"], true);
  const auto& query = document["paths"]["/#QuerySmarttagJob"]["post"];
  EXPECT_FALSE(query.contains("x-smarttag-extension"));
  const auto& result = query["responses"]["200"]["content"]["application/json"]["schema"]["properties"]
                            ["Results"]["properties"]["Result"]["items"]["properties"];
  EXPECT_EQ(result["Revision"]["x-smarttag-extension"], true);
  EXPECT_FALSE(result["Data"].contains("x-smarttag-extension"));
}

TEST(OpenapiDocument, WritesListsOfTextsAndOptionalBodies) {
  const auto document = openapi_document();
  const auto& forget = document["paths"]["/#DeleteMediaInfos"]["post"];
  EXPECT_EQ(forget["requestBody"]["required"], false);
  const auto& answer = forget["responses"]["200"]["content"]["application/json"]["schema"]["properties"];
  EXPECT_EQ(answer["IgnoredList"], (Json{{"type", "array"}, {"items", {{"type", "string"}}}}));
}

TEST(OpenapiDocument, WritesTheLimitsThatRequestsAreCheckedBy) {
  const auto document = openapi_document();
  const auto fields = [&](const std::string& operation) {
    return document["paths"]["/#" + operation]["post"]["requestBody"]["content"]
                   ["application/x-www-form-urlencoded"]["schema"]["properties"];
  };
  EXPECT_EQ(fields("SubmitSmarttagJob")["Title"]["x-max-bytes"], 256);
  EXPECT_EQ(fields("SubmitSmarttagJob")["Input"]["properties"]["Media"]["maxLength"], 2048);
  const auto words = fields("CreateHotwordLibrary")["Hotwords"];
  EXPECT_EQ(words["maxItems"], 300);
  EXPECT_EQ(words["items"]["properties"]["Text"]["maxLength"], 100);
  EXPECT_FALSE(words["items"]["properties"]["Text"].contains("x-max-bytes")) << "counted in characters";
  EXPECT_EQ(fields("BatchGetMediaInfos")["MediaIds"]["x-max-items"], 100);
}

// Every "$ref" leads somewhere in the document.
void expect_references_resolve(const Json& json, const Json& document) {
  if (json.is_object() && json.contains("$ref")) {
    EXPECT_TRUE(document.contains(Json::json_pointer(json["$ref"].get<std::string>().substr(1)))) << json;
  }
  if (json.is_structured())
    for (const auto& part : json) expect_references_resolve(part, document);
}

TEST(OpenapiDocument, HasNoReferenceToNothing) {
  const auto document = openapi_document();
  expect_references_resolve(document, document);
}

}  // namespace
}  // namespace smarttag::api
