#include "callbacks/webhooks/lanes.h"

#include <algorithm>

namespace smarttag::callbacks::webhooks {

using std::chrono::milliseconds;

bool Lanes::has_place(const std::string& key) const {
  const auto lane = lanes_.find(key);
  return lane == lanes_.end() || lane->second.inside < most_;
}

void Lanes::enter(const std::string& key) { ++lanes_[key].inside; }

void Lanes::leave(const std::string& key, milliseconds took) {
  const auto lane = lanes_.find(key);
  if (lane == lanes_.end()) return;
  lane->second.average = (lane->second.average * 3 + took) / 4;
  if (--lane->second.inside == 0) lanes_.erase(lane);  // who is idle is forgotten: memory stays small
}

Time Lanes::next_place(const std::string& key, Time now) {
  constexpr milliseconds kLongest{std::chrono::minutes{5}};
  Lane& lane = lanes_[key];
  const auto each = std::max(lane.average / most_, milliseconds{1});
  lane.promised = std::clamp(lane.promised + each, now + each, now + kLongest);
  return lane.promised;
}

}  // namespace smarttag::callbacks::webhooks
