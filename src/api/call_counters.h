// How many calls there were, how they ended and how long they took: for the service's metrics.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace smarttag::api {

// Upper bounds of the buckets of latency, in seconds; above the last there is one more bucket.
inline constexpr std::array kLatencyBounds{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0};

struct CallCount {
  std::string action;  // "QuerySmarttagJob"; "unknown" for what is no operation
  std::string code;    // "OK", or the code of the error
  std::uint64_t count = 0;
  double seconds = 0;                                              // all calls together
  std::array<std::uint64_t, kLatencyBounds.size() + 1> buckets{};  // not cumulative
};

// Thread-safe. Its memory is bounded by operations times codes, as clients name neither.
class CallCounters {
 public:
  void add(std::string_view action, std::string_view code, std::chrono::nanoseconds took);
  std::vector<CallCount> all() const;  // by action and code

 private:
  mutable std::mutex mutex_;
  std::map<std::pair<std::string, std::string>, CallCount> counts_;
};

}  // namespace smarttag::api
