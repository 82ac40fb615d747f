#include "api/openapi/document.h"

#include "api/limits/limits.h"
#include "api/operation.h"

namespace smarttag::api {
namespace {

using results::Json;

constexpr const char* kVersion = "2020-11-09";  // of the API

constexpr const char* kDescription =
    "The smart tagging part of Alibaba Cloud ICE 2020-11-09, RPC style: GET or POST to /, the Action and the "
    "parameters in the query or in a form. Nested parameters are written with dots and numbers from 1 "
    "(Input.Media, Hotwords.1.Text) or as JSON texts. Calls are signed with ACS3-HMAC-SHA256 (the header "
    "Authorization and the headers x-acs-*) or with HMAC-SHA1 (parameters), as the official SDKs do.";

// Where a field stands, for its limits; answers have none.
struct Place {
  std::string_view operation;
  std::string path;
  bool limited = true;

  Place below(std::string_view name) const {
    return {operation, path + (path.empty() ? "" : ".") + std::string(name), limited};
  }
};

Json object_schema(const std::vector<Field>& fields, const Place& place);

// JSON Schema counts characters; where the service counts bytes, x-max-bytes says so.
void add_limits(const Field& field, const Place& place, Json& schema) {
  if (!place.limited || (field.type != FieldType::kText && field.type != FieldType::kList)) return;
  const Limit& limit = limit_of(place.operation, place.path);
  if (field.type == FieldType::kList) {
    schema["maxItems"] = limit.items;
    return;
  }
  schema["maxLength"] = limit.length;
  if (limit.unit == LengthUnit::kBytes) schema["x-max-bytes"] = limit.length;
  if (!limit.path.empty() && limit.items != 0) schema["x-max-items"] = limit.items;
}

Json schema_of(const Field& field, const Place& place) {
  Json schema;
  switch (field.type) {
    case FieldType::kText:
      schema = {{"type", "string"}};
      break;
    case FieldType::kInteger:
      schema = {{"type", "integer"}, {"format", "int64"}};
      break;
    case FieldType::kBoolean:
      schema = {{"type", "boolean"}};
      break;
    case FieldType::kObject:
      schema = object_schema(field.fields, place);
      break;
    case FieldType::kList:
      schema = {
          {"type", "array"},
          {"items", field.fields.empty() ? Json{{"type", "string"}} : object_schema(field.fields, place)}};
      break;
  }
  add_limits(field, place, schema);
  if (!field.help.empty()) schema["description"] = field.help;
  if (field.extension) schema["x-smarttag-extension"] = true;
  return schema;
}

Json object_schema(const std::vector<Field>& fields, const Place& place) {
  Json schema = {{"type", "object"}, {"properties", Json::object()}};
  auto required = Json::array();
  for (const auto& field : fields) {
    schema["properties"][std::string(field.name)] = schema_of(field, place.below(field.name));
    if (field.required) required.push_back(field.name);
  }
  if (!required.empty()) schema["required"] = std::move(required);
  return schema;
}

Json fixed_parameter(const char* name, std::string_view value) {
  return {{"name", name},
          {"in", "query"},
          {"required", true},
          {"schema", {{"type", "string"}, {"const", value}}}};
}

Json answer_schema(const Operation& operation) {
  auto schema = object_schema(operation.response, {operation.name, {}, false});
  schema["properties"]["RequestId"] = {{"type", "string"}};
  schema["required"] = Json::array({"RequestId"});
  return schema;
}

Json path_of(const Operation& operation) {
  const Json answered = {{"description", "What was asked for."},
                         {"content", {{"application/json", {{"schema", answer_schema(operation)}}}}}};
  Json post = {{"operationId", operation.name},
               {"summary", operation.summary},
               {"parameters", Json::array({fixed_parameter("Action", operation.name),
                                           fixed_parameter("Version", kVersion)})},
               {"responses", {{"200", answered}, {"default", {{"$ref", "#/components/responses/Error"}}}}}};
  const Json request = object_schema(operation.request, {operation.name, {}, true});
  if (!operation.request.empty())
    post["requestBody"] = {{"required", request.contains("required")},
                           {"content", {{"application/x-www-form-urlencoded", {{"schema", request}}}}}};
  if (operation.extension) post["x-smarttag-extension"] = true;
  return {{"post", std::move(post)}};
}

Json components() {
  const Json error = {
      {"type", "object"},
      {"properties",
       {{"RequestId", {{"type", "string"}}},
        {"HostId", {{"type", "string"}}},
        {"Code", {{"type", "string"}, {"description", "such as InvalidParameter, ResourceNotFound"}}},
        {"Message", {{"type", "string"}, {"description", "what to do"}}},
        {"Recommend", {{"type", "string"}}}}},
      {"required", Json::array({"RequestId", "Code", "Message"})}};
  return {{"schemas", {{"Error", error}}},
          {"responses",
           {{"Error",
             {{"description", "The call was refused or failed."},
              {"content", {{"application/json", {{"schema", {{"$ref", "#/components/schemas/Error"}}}}}}}}}}},
          {"securitySchemes",
           {{"Signature",
             {{"type", "apiKey"},
              {"in", "header"},
              {"name", "Authorization"},
              {"description", "ACS3-HMAC-SHA256 Credential=...,SignedHeaders=...,Signature=..."}}}}}};
}

}  // namespace

Json openapi_document() {
  Json paths = Json::object();
  for (const auto& operation : operations()) paths["/#" + std::string(operation.name)] = path_of(operation);
  return {{"openapi", "3.1.0"},
          {"info", {{"title", "smarttag"}, {"version", kVersion}, {"description", kDescription}}},
          {"security", Json::array({{{"Signature", Json::array()}}})},
          {"paths", std::move(paths)},
          {"components", components()}};
}

}  // namespace smarttag::api
