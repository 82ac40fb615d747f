#include "api/protocol/typed.h"

#include <charconv>
#include <cstdint>
#include <limits>
#include <map>

#include "base/unicode.h"

namespace smarttag::api {
namespace {

using results::Json;

constexpr std::int64_t kLargestIndex = 1000;  // of "Hotwords.1.Text"

// A value, null when the field was not sent.
using Value = Checked<Json>;

Value from_json(const Field& field, const Json& json, const std::string& path);

tl::unexpected<Failure> wrong(const std::string& path, const std::string& what) {
  return fails(Fault::kInvalid, path + " must be " + what + ".");
}

Value integer_of(const std::string& text, const std::string& path) {
  std::int64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stop != end) return wrong(path, "a whole number");
  return Json(value);
}

Value boolean_of(const std::string& text, const std::string& path) {
  if (text == "true" || text == "True" || text == "TRUE") return Json(true);
  if (text == "false" || text == "False" || text == "FALSE") return Json(false);
  return wrong(path, "true or false");
}

Value from_text(const Field& field, const std::string& text, const std::string& path) {
  if (field.type == FieldType::kText) return Json(text);
  if (text.empty()) return Json();
  if (field.type == FieldType::kInteger) return integer_of(text, path);
  if (field.type == FieldType::kBoolean) return boolean_of(text, path);
  const bool object = field.type == FieldType::kObject;
  const auto json = results::parse(text, results::kRequestLimits);
  const std::string wanted = object ? "a JSON object" : "a JSON array";
  if (!json) return fails(Fault::kInvalid, path + " must be " + wanted + ". " + json.error().client.text);
  if (object ? !json->is_object() : !json->is_array()) return wrong(path, wanted);
  return from_json(field, *json, path);
}

bool is_empty(const Json& value) {
  if (value.is_string()) return value.get_ref<const std::string&>().empty();
  return value.is_null() || (value.is_structured() && value.empty());
}

// Asks `find(field, path)` for each declared field and checks that what is required is there.
template <class Find>
Value object_of(const std::vector<Field>& fields, const std::string& prefix, Find find) {
  Json object = Json::object();
  for (const Field& field : fields) {
    const std::string path = prefix + std::string(field.name);
    auto value = find(field, path);
    if (!value) return value;
    if (field.required && is_empty(*value)) return tl::unexpected(missing(path));
    if (!value->is_null()) object[std::string(field.name)] = *std::move(value);
  }
  return object;
}

Value list_from_json(const Field& field, const Json& json, const std::string& path) {
  const Field item{
      field.name, field.fields.empty() ? FieldType::kText : FieldType::kObject, false, {}, field.fields};
  Json list = Json::array();
  for (const Json& each : json) {
    auto value = from_json(item, each, path + "." + std::to_string(list.size() + 1));
    if (!value) return value;
    list.push_back(*std::move(value));
  }
  return list;
}

Value object_from_json(const Field& field, const Json& json, const std::string& path) {
  if (field.fields.empty()) return json;  // of any form: its operation reads it
  return object_of(field.fields, path + ".", [&](const Field& inner, const std::string& inner_path) -> Value {
    const auto found = json.find(std::string(inner.name));
    return found == json.end() ? Value(Json()) : from_json(inner, *found, inner_path);
  });
}

Value from_json(const Field& field, const Json& json, const std::string& path) {
  if (json.is_null()) return Json();
  if (json.is_string()) {
    const std::string& text = json.get_ref<const std::string&>();
    if (!is_utf8(text)) return wrong(path, "text without NUL");
    return from_text(field, text, path);
  }
  switch (field.type) {
    case FieldType::kText:
      return Json(results::dump(json));  // "Params" as an object is as good as its text
    case FieldType::kInteger:
      if (json.is_number_unsigned() && json.get<std::uint64_t>() > std::numeric_limits<std::int64_t>::max())
        return wrong(path, "a whole number of at most 64 bits");
      return json.is_number_integer() ? Value(json) : wrong(path, "a whole number");
    case FieldType::kBoolean:
      return json.is_boolean() ? Value(json) : wrong(path, "true or false");
    case FieldType::kObject:
      return json.is_object() ? object_from_json(field, json, path) : wrong(path, "a JSON object");
    case FieldType::kList:
      return json.is_array() ? list_from_json(field, json, path) : wrong(path, "a JSON array");
  }
  return Json();
}

// Nested names: everything that begins with `path` and a dot.
class Nested {
 public:
  explicit Nested(const TextMap& texts) : texts_(texts) {}

  Value find(const Field& field, const std::string& path) const {
    if (const auto found = texts_.find(path); found != texts_.end())
      return from_text(field, found->second, path);
    const std::string prefix = path + ".";
    const auto first = texts_.lower_bound(prefix);
    if (first == texts_.end() || !first->first.starts_with(prefix)) return Json();
    if (field.type == FieldType::kObject) return object(field, prefix);
    if (field.type == FieldType::kList) return list(field, prefix);
    return Json();
  }

 private:
  Value object(const Field& field, const std::string& prefix) const {
    return object_of(field.fields, prefix,
                     [&](const Field& inner, const std::string& path) { return find(inner, path); });
  }

  Value list(const Field& field, const std::string& prefix) const {
    std::map<std::int64_t, std::string> numbers;  // as they are written
    for (auto at = texts_.lower_bound(prefix); at != texts_.end() && at->first.starts_with(prefix); ++at) {
      const std::string written =
          at->first.substr(prefix.size(), at->first.find('.', prefix.size()) - prefix.size());
      const auto number = integer_of(written, prefix + written);
      if (!number || *number < 1 || *number > kLargestIndex)
        return fails(Fault::kInvalid, at->first + ": lists are numbered from 1 to 1000.");
      numbers.emplace(number->get<std::int64_t>(), written);
    }
    const Field item{
        field.name, field.fields.empty() ? FieldType::kText : FieldType::kObject, false, {}, field.fields};
    Json all = Json::array();
    for (const auto& [number, written] : numbers) {
      auto value = find(item, prefix + written);
      if (!value) return value;
      if (!value->is_null()) all.push_back(*std::move(value));
    }
    return all;
  }

  const TextMap& texts_;
};

}  // namespace

Checked<Json> typed(const std::vector<Field>& fields, const Parameters& parameters) {
  const Nested nested(parameters.all);
  return object_of(fields, "", [&](const Field& field, const std::string& path) -> Value {
    const auto found = parameters.object.find(path);
    return found == parameters.object.end() ? nested.find(field, path) : from_json(field, *found, path);
  });
}

}  // namespace smarttag::api
