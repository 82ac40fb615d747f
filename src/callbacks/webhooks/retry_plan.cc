#include "callbacks/webhooks/retry_plan.h"

#include <algorithm>
#include <array>

namespace smarttag::callbacks::webhooks {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

// "Deliverability and reliability" of the specification; together 75.6 hours.
constexpr std::array<seconds, 9> kWaits{seconds{5}, minutes{5}, minutes{30}, hours{2}, hours{5},
                                        hours{10},  hours{14},  hours{20},   hours{24}};
constexpr double kJitter = 0.2;

}  // namespace

std::optional<milliseconds> wait_after(int attempt, std::optional<seconds> retry_after, double chance) {
  const auto index = static_cast<std::size_t>(std::max(attempt, 1) - 1);
  if (index >= kWaits.size()) return std::nullopt;
  const milliseconds planned = kWaits.at(index);
  const milliseconds asked =
      std::clamp<milliseconds>(retry_after.value_or(seconds{0}), seconds{0}, hours{24});
  return std::max(planned + milliseconds{static_cast<std::int64_t>(static_cast<double>(planned.count()) *
                                                                   kJitter * chance)},
                  asked);
}

}  // namespace smarttag::callbacks::webhooks
