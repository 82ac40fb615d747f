#include "base/timestamp.h"

#include <fmt/chrono.h>
#include <time.h>

namespace smarttag {
namespace {

constexpr const char* kForm = "%Y-%m-%dT%H:%M:%SZ";

}  // namespace

std::string timestamp(Time time) {
  // By way of time_t: fmt would count the nanoseconds of a time point, of which 64 bits hold 292 years.
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(static_cast<std::time_t>(seconds)));
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
