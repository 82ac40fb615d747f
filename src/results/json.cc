#include "results/json.h"

#include <cmath>

namespace smarttag::results {

std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

Result<Json> parse(std::string_view text) {
  try {
    return Json::parse(text);
  } catch (const nlohmann::json::exception& e) {
    return fail(ErrorKind::kUsage, std::string("This is not JSON: ") + e.what());
  }
}

double seconds(double value) { return std::round(value * 1e3) / 1e3; }
double score(double value) { return std::round(value * 1e4) / 1e4; }

}  // namespace smarttag::results
