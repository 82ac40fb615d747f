#include "callbacks/webhooks/concurrency_limit.h"

#include <algorithm>

namespace smarttag::callbacks::webhooks {

using std::chrono::milliseconds;

bool ConcurrencyLimit::has_room(const std::string& key) const {
  const auto found = states_.find(key);
  return found == states_.end() || found->second.running < most_;
}

void ConcurrencyLimit::enter(const std::string& key) { ++states_[key].running; }

void ConcurrencyLimit::leave(const std::string& key, milliseconds took) {
  const auto found = states_.find(key);
  if (found == states_.end()) return;
  State& state = found->second;
  state.average = (state.average * 3 + took) / 4;
  if (--state.running == 0) states_.erase(found);  // idle keys are forgotten: memory stays small
}

Time ConcurrencyLimit::next_room(const std::string& key, Time now) {
  constexpr milliseconds kLongest{std::chrono::minutes{5}};
  State& state = states_[key];
  const auto each = std::max(state.average / most_, milliseconds{1});
  state.promised = std::clamp(state.promised + each, now + each, now + kLongest);
  return state.promised;
}

}  // namespace smarttag::callbacks::webhooks
