#include <filesystem>
#include <fstream>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/operation.h"
#include "base/paths.h"

namespace smarttag::api {
namespace {

using results::Json;

// As the specification writes fields: {"JobId*": "string", "Input": {...}, "List": [...]}.
using Shape = std::map<std::string, std::string>;

std::string type_of(const Json& json) {
  if (json.is_object()) return "object";
  if (json.is_array()) return "list";
  const auto name = json.get<std::string>();
  return name.starts_with("integer") ? "integer" : name;
}

// Every field by its path, with its type; a '*' behind it when it is required.
void add_specified(const Json& fields, const std::string& path, Shape& shape) {
  for (const auto& [name, value] : fields.items()) {
    const bool required = name.ends_with('*');
    const auto here = path + (required ? name.substr(0, name.size() - 1) : name);
    shape[here] = type_of(value) + (required ? "*" : "");
    if (value.is_object()) add_specified(value, here + ".", shape);
    // A list of texts, or of a type that is only named, has no fields.
    if (value.is_array() && value[0].is_object()) add_specified(value[0], here + ".", shape);
  }
}

void add_declared(const std::vector<Field>& fields, const std::string& path, Shape& shape) {
  static const std::map<FieldType, std::string> kNames{{FieldType::kText, "string"},
                                                       {FieldType::kInteger, "integer"},
                                                       {FieldType::kBoolean, "bool"},
                                                       {FieldType::kObject, "object"},
                                                       {FieldType::kList, "list"}};
  for (const auto& field : fields) {
    if (field.extension) continue;
    const auto here = path + std::string(field.name);
    EXPECT_FALSE(shape.contains(here)) << here << " is declared twice";
    shape[here] = kNames.at(field.type) + (field.required ? "*" : "");
    // The specification only names the type of these.
    if (field.name != "TranspositionResultList") add_declared(field.fields, here + ".", shape);
  }
}

bool is_to_come(const std::string& name) {
  for (const auto* part : {"SearchMedia", "SearchLib", "SearchIndex", "MediaIndexJob", "VideoCognition"})
    if (name.find(part) != std::string::npos) return true;
  return false;
}

TEST(Operations, SayWhenTheyWrite) {
  for (const Operation& operation : operations()) {
    const bool reads = operation.name.starts_with("Query") || operation.name.starts_with("List") ||
                       operation.name.starts_with("Get") || operation.name.starts_with("BatchGet");
    EXPECT_NE(operation.writes || operation.slow, reads) << operation.name;
  }
}

TEST(Operations, AreThoseOfTheSpecification) {
  const auto file = home_folder() / "../shared/spec/operations.json";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "the specification is not there: " << file;
  auto specified = Json::parse(std::ifstream(file))["operations"];
  for (const auto& operation : operations()) {
    const std::string name(operation.name);
    ASSERT_NE(specified.contains(name), operation.extension) << name;
    if (operation.extension) continue;
    auto& there = specified[name];
    there["response"].erase("RequestId");  // every answer has it
    Shape request, response, declared_request, declared_response;
    add_specified(there["request"], "", request);
    add_specified(there["response"], "", response);
    add_declared(operation.request, "", declared_request);
    add_declared(operation.response, "", declared_response);
    EXPECT_EQ(declared_request, request) << "request of " << name;
    EXPECT_EQ(declared_response, response) << "response of " << name;
    specified.erase(name);
  }
  for (const auto& [name, fields] : specified.items())
    EXPECT_TRUE(is_to_come(name)) << name << " is not in the table";
}

TEST(Operations, SayWhatTheyDoAndStandOnce) {
  std::set<std::string_view> names;
  for (const auto& operation : operations()) {
    EXPECT_TRUE(names.insert(operation.name).second) << operation.name;
    EXPECT_TRUE(operation.summary.ends_with('.')) << operation.name;
    EXPECT_NE(operation.run, nullptr) << operation.name;
  }
  EXPECT_EQ(names.size(), 40U);
}

}  // namespace
}  // namespace smarttag::api
