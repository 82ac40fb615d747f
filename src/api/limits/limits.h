// How long every text and list of every operation may be: one table, from which requests are checked and the
// OpenAPI document is written. What a field may hold beyond its length is its operation's to check.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "api/error.h"
#include "api/operation.h"

namespace smarttag::api {

enum class LengthUnit { kBytes, kCharacters };  // characters are code points

struct Limit {
  std::string_view operation;  // empty: of every operation
  std::string_view path;       // "Title", "Hotwords.Text"; empty: every other field
  std::size_t length = 0;      // of a text
  LengthUnit unit = LengthUnit::kBytes;
  std::size_t items = 0;  // of a list, or between the commas of a text; 0: a text is no list
};

// The row of the operation and path, else that of the path, else the one for every other field.
const Limit& limit_of(std::string_view operation, std::string_view path);

// The first text or list of the declared fields that is too long, named by its path; nothing when all fit.
std::optional<Failure> beyond_limits(const Operation& operation, const results::Json& parameters);

}  // namespace smarttag::api
