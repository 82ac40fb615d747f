#include "results/json.h"

#include <cmath>

namespace smarttag::results {

std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

Result<Json> parse(std::string_view text) {
  // Writing and reading of JSON call themselves for each level: foreign text must not use up the stack.
  constexpr int kDeepest = 64;
  bool too_deep = false;
  const auto shallow = [&](int depth, Json::parse_event_t /*event*/, Json& /*parsed*/) {
    too_deep = too_deep || depth > kDeepest;
    return !too_deep;
  };
  try {
    Json json = Json::parse(text, shallow);
    if (too_deep) return fail(ErrorKind::kUsage, "This JSON is nested deeper than 64 levels.");
    return json;
  } catch (const nlohmann::json::exception& e) {
    return fail(ErrorKind::kUsage, std::string("This is not JSON: ") + e.what());
  }
}

double seconds(double value) { return std::round(value * 1e3) / 1e3; }
double score(double value) { return std::round(value * 1e4) / 1e4; }

}  // namespace smarttag::results
