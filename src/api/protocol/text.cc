#include "api/protocol/text.h"

#include <algorithm>

#include "results/json.h"

namespace smarttag::api {

bool is_text(std::string_view bytes) {
  const auto plain = [](unsigned char c) { return c != 0 && c < 0x80; };
  if (std::all_of(bytes.begin(), bytes.end(), plain)) return true;
  if (bytes.find('\0') != std::string_view::npos) return false;
  try {
    return !results::Json(bytes).dump().empty();  // throws on what is no UTF-8
  } catch (const nlohmann::json::exception&) {
    return false;
  }
}

}  // namespace smarttag::api
