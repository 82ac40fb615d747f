#include "jobs/nonce_store.h"

#include <algorithm>

namespace smarttag::jobs {

NonceLimits NonceLimits::for_rate(std::int64_t calls_per_second) {
  constexpr std::int64_t kRemembered = 2 * 15 * 60;  // seconds, at most: see Gatekeeper's clock difference
  NonceLimits limits;
  const std::size_t largest = limits.most / 2;
  if (calls_per_second <= 0 || calls_per_second > static_cast<std::int64_t>(largest) / kRemembered)
    limits.most_per_user = largest;
  else
    limits.most_per_user =
        std::max(limits.most_per_user, static_cast<std::size_t>(calls_per_second * kRemembered));
  return limits;
}

}  // namespace smarttag::jobs
