#include "base/timestamp.h"

#include <fmt/chrono.h>
#include <time.h>

namespace smarttag {
namespace {

constexpr const char* kForm = "%Y-%m-%dT%H:%M:%SZ";

}  // namespace

std::string timestamp(Time time) {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", std::chrono::floor<std::chrono::seconds>(time));
}

std::optional<Time> parse_timestamp(const std::string& text) {
  std::tm parts{};
  const char* end = strptime(text.c_str(), kForm, &parts);
  if (end == nullptr || *end != '\0') return std::nullopt;
  const Time time{std::chrono::seconds{timegm(&parts)}};
  if (timestamp(time) != text) return std::nullopt;  // 31 February would become March
  return time;
}

}  // namespace smarttag
