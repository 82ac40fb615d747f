#include "api/call_counters.h"

#include <algorithm>

namespace smarttag::api {

void CallCounters::add(std::string_view action, std::string_view code, std::chrono::nanoseconds took) {
  const double seconds = std::chrono::duration<double>(took).count();
  const auto bucket = static_cast<std::size_t>(
      std::lower_bound(kLatencyBounds.begin(), kLatencyBounds.end(), seconds) - kLatencyBounds.begin());
  const std::lock_guard lock(mutex_);
  CallCount& count = counts_[{std::string(action), std::string(code)}];
  ++count.count;
  count.seconds += seconds;
  ++count.buckets.at(bucket);
}

std::vector<CallCount> CallCounters::all() const {
  const std::lock_guard lock(mutex_);
  std::vector<CallCount> all;
  for (const auto& [names, count] : counts_) {
    all.push_back(count);
    std::tie(all.back().action, all.back().code) = names;
  }
  return all;
}

}  // namespace smarttag::api
