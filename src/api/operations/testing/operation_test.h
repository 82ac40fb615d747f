// What tests of operations need: a store in a scratch folder, a clock to turn, and calls as the endpoint
// makes them.
#pragma once

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/fmt/fmt.h>

#include "api/limits/limits.h"
#include "api/operation.h"
#include "api/stored/stored_body.h"
#include "jobs/testing/store_fixture.h"

namespace smarttag::api {

// Stands where no picture is looked at: describing one is an error of the test's own choice.
class NoFaceSamples final : public libraries::FaceSamples {
 public:
  Result<libraries::SampleFace> describe(jobs::UserId /*owner*/, const std::string& /*image_url*/) override {
    ++asked;
    return fail(ErrorKind::kUsage, "There is no face on this picture.");
  }
  Result<libraries::SampleDescription> describe_thing(jobs::UserId /*owner*/,
                                                      const std::string& /*image_url*/) override {
    ++asked;
    return fail(ErrorKind::kUsage, "This picture shows too little.");
  }
  int asked = 0;
};

using jobs::testing::must;

class OperationTest : public ::testing::Test, protected jobs::testing::WithStore {
 protected:
  using Json = results::Json;
  static constexpr jobs::UserId kAda = 7;
  static constexpr jobs::UserId kBob = 8;

  OperationTest() {
    must(settings_.set("allow-private", "127.0.0.0/8"));
    inputs_ = std::make_unique<inputs::Inputs>(must(inputs::Inputs::create(settings_, store_->media())));
  }

  // The call as it comes from the endpoint: what was sent is declared and within the limits, what is required
  // is there. The answer
  // has declared fields alone.
  Result<Json> call(const Operation& operation, const Json& parameters, jobs::UserId user = kAda) {
    expect_declared(operation.request, parameters, "request", {});
    if (const auto bad = beyond_limits(operation, parameters)) return fail(ErrorKind::kUsage, bad->message);
    Services services{*store_, clock_, settings_, *inputs_, faces_};
    const Caller caller{
        user, "user", "key", "127.0.0.1", "00000000-0000-4000-8000-000000000000", "127.0.0.1:8790"};
    StoredTexts texts;
    auto answer = operation.run({caller, parameters, services, texts});
    if (answer && !texts.empty()) answer = filled(*answer, texts);
    if (answer) expect_declared(operation.response, *answer, "response", undeclared_);
    return answer;
  }

  Json answer(const Operation& operation, const Json& parameters, jobs::UserId user = kAda) {
    return must(call(operation, parameters, user));
  }

  // "Usage: the text", empty when there was no error.
  std::string error(const Operation& operation, const Json& parameters, jobs::UserId user = kAda) {
    const auto answer = call(operation, parameters, user);
    if (answer) return "";
    return std::string{row(answer.error().kind).name} + ": " + answer.error().client.text;
  }

  Settings settings_;
  std::unique_ptr<inputs::Inputs> inputs_;
  NoFaceSamples faces_;
  std::vector<std::string> undeclared_;  // fields that an answer may have beyond the declared ones

 private:
  // With the stored texts in it, as it is sent.
  Result<Json> filled(const Json& answer, const StoredTexts& texts) {
    StoredBody body(results::dump(answer), texts, store_->blobs(), Escaping::kJson);
    std::string whole;
    while (!body.ended()) {
      const auto piece = body.next();
      if (!piece) return tl::unexpected(piece.error());
      whole += *piece;
    }
    return results::parse(whole);
  }

  static bool fits(FieldType type, const Json& value) {
    switch (type) {
      case FieldType::kText:
        return value.is_string();
      case FieldType::kInteger:
        return value.is_number_integer();
      case FieldType::kBoolean:
        return value.is_boolean();
      case FieldType::kObject:
        return value.is_object();
      case FieldType::kList:
        return value.is_array();
    }
    return false;
  }

  static void expect_declared(const std::vector<Field>& fields, const Json& object, const std::string& where,
                              const std::vector<std::string>& undeclared) {
    for (const auto& [name, value] : object.items()) {
      const std::string& key = name;
      if (std::find(undeclared.begin(), undeclared.end(), key) != undeclared.end()) continue;
      const auto field =
          std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.name == key; });
      ASSERT_TRUE(field != fields.end()) << key << " is not declared in the " << where;
      const std::string inside = fmt::format("{}.{}", where, key);
      EXPECT_TRUE(fits(field->type, value)) << inside << ": " << value;
      if (field->type == FieldType::kObject) expect_declared(field->fields, value, inside, {});
      if (field->type == FieldType::kList)
        for (const auto& item : value)
          if (!field->fields.empty()) expect_declared(field->fields, item, inside, {});
    }
    if (where != "request") return;
    for (const auto& field : fields)
      EXPECT_TRUE(!field.required || object.contains(field.name)) << field.name << " is required";
  }
};

}  // namespace smarttag::api
