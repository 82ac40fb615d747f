#include "api/limits/limits.h"

#include <functional>
#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace smarttag::api {
namespace {

using results::Json;

const Operation& named(std::string_view name) {
  for (const Operation& each : operations())
    if (each.name == name) return each;
  throw std::runtime_error("there is no operation " + std::string(name));
}

std::string fault(std::string_view operation, const Json& parameters) {
  const auto bad = beyond_limits(named(operation), parameters);
  return bad ? bad->message : "";
}

// A value of the field that is one longer than allowed; paths and texts of all kinds are tried with it.
void expect_refused(const Operation& operation, const std::vector<Field>& fields, const std::string& path,
                    const std::function<Json(Json)>& around) {
  for (const Field& field : fields) {
    const std::string here = path + std::string(field.name);
    const Limit& limit = limit_of(operation.name, here);
    const auto inside = [&](Json value) { return around({{std::string(field.name), std::move(value)}}); };
    if (field.type == FieldType::kText) {
      const std::size_t most = limit.length;
      ASSERT_GT(most, 0U) << operation.name << " " << here;
      const bool whole_result = operation.name == "CorrectSmarttagResult" && here == "Data";
      ASSERT_LE(most, whole_result ? 4U << 20U : 64U << 10U) << operation.name << " " << here;
      EXPECT_FALSE(beyond_limits(operation, inside(std::string(most, 'x')))) << here;
      EXPECT_TRUE(beyond_limits(operation, inside(std::string(most + 1, 'x')))) << here;
    }
    if (field.type == FieldType::kList) {
      EXPECT_FALSE(beyond_limits(operation, inside(Json(limit.items, Json::object())))) << here;
      EXPECT_TRUE(beyond_limits(operation, inside(Json(limit.items + 1, Json::object())))) << here;
      expect_refused(operation, field.fields, here + ".",
                     [&](Json item) { return inside(Json::array({item})); });
    }
    if (field.type == FieldType::kObject) expect_refused(operation, field.fields, here + ".", inside);
  }
}

TEST(Limits, EveryTextAndListOfEveryOperationIsBounded) {
  for (const Operation& operation : operations())
    expect_refused(operation, operation.request, "", [](Json object) { return object; });
}

TEST(Limits, MessageNamesTheFieldAndItsLimit) {
  EXPECT_EQ(fault("SubmitSmarttagJob", {{"Input", {{"Media", std::string(2049, 'x')}}}}),
            "Input.Media may have 2048 bytes at most; this one has 2049.");
  EXPECT_EQ(
      fault("CreateHotwordLibrary", {{"Hotwords", {{{"Text", "a"}}, {{"Text", std::string(101, 'x')}}}}}),
      "Hotwords.2.Text may have 100 characters at most; this one has 101.");
  std::string ids;
  for (int i = 0; i < 101; ++i) ids += " j,";
  EXPECT_EQ(fault("DeleteSmartJob", {{"JobId", ids}}), "JobId may have 100 items at most; this one has 101.");
}

TEST(Limits, CharactersAreCountedAsCodePoints) {
  std::string name;
  for (int i = 0; i < 120; ++i) name += "你";
  EXPECT_EQ(fault("CreateCustomTemplate", {{"Name", name}}), "");
  EXPECT_EQ(fault("CreateCustomTemplate", {{"Name", name + "好"}}),
            "Name may have 120 characters at most; this one has 121.");
}

}  // namespace
}  // namespace smarttag::api
