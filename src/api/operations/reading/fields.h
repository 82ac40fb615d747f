// Short names for declaring fields: field::text("Title").
#pragma once

#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

#include "api/operation.h"

namespace smarttag::api::field {

using Fields = std::vector<Field>;

inline Field text(std::string_view name, std::string_view help = {}) {
  return {name, FieldType::kText, false, help, {}};
}

inline Field integer(std::string_view name, std::string_view help = {}) {
  return {name, FieldType::kInteger, false, help, {}};
}

inline Field boolean(std::string_view name, std::string_view help = {}) {
  return {name, FieldType::kBoolean, false, help, {}};
}

inline Field object(std::string_view name, Fields fields, std::string_view help = {}) {
  return {name, FieldType::kObject, false, help, std::move(fields)};
}

// Of objects with these fields; of texts when there are none.
inline Field list(std::string_view name, Fields fields = {}, std::string_view help = {}) {
  return {name, FieldType::kList, false, help, std::move(fields)};
}

inline Field required(Field field) {
  field.required = true;
  return field;
}

inline Field extension(Field field) {
  field.extension = true;
  return field;
}

inline Fields texts(std::initializer_list<std::string_view> names) {
  Fields fields;
  for (const auto name : names) fields.push_back(text(name));
  return fields;
}

inline Fields joined(std::initializer_list<Fields> lists) {
  Fields all;
  for (const auto& fields : lists) all.insert(all.end(), fields.begin(), fields.end());
  return all;
}

}  // namespace smarttag::api::field
