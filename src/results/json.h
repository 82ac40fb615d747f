// JSON of the results. Keys keep the order of the specification; a reader of foreign JSON gets a value or an
// Error.
#pragma once

#include <limits>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "base/error.h"

namespace smarttag::results {

using Json = nlohmann::ordered_json;

// The text that stands in `Data`: compact UTF-8; bytes that are no UTF-8 become U+FFFD, so it never throws.
std::string dump(const Json& json);

// How much a text may hold. Reading and writing call themselves for each level, so depth is always bounded.
struct JsonLimits {
  std::size_t depth = 64;
  std::size_t values = std::numeric_limits<std::size_t>::max();
  std::size_t bytes = std::numeric_limits<std::size_t>::max();
};

// For texts that clients send.
inline constexpr JsonLimits kRequestLimits{32, 20'000, 4U << 20U};

// In linear time. kUsage, in words, with line and column: the text is not JSON, or beyond the limits. The
// sentence begins with "This ".
Result<Json> parse(std::string_view text, const JsonLimits& limits = {});

// Seconds and scores as people write them: 3 and 4 decimals, not 15.
double seconds(double value);
double score(double value);

// Reads a T by its from_json; kUsage when a field is missing or of another type.
template <class T>
Result<T> read(std::string_view text) {
  auto json = parse(text);
  if (!json) return tl::unexpected(std::move(json).error());
  try {
    return json->template get<T>();
  } catch (const nlohmann::json::exception& e) {
    return fail(ErrorKind::kUsage, std::string("This JSON does not have the expected shape: ") + e.what());
  }
}

}  // namespace smarttag::results
