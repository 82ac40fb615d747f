#include "jobs/retry_policy.h"

#include <algorithm>
#include <cmath>

namespace smarttag::jobs {

std::optional<std::chrono::milliseconds> RetryPolicy::wait_after(ErrorKind kind, int failures,
                                                                 double chance) const {
  if (!row(kind).retryable || failures >= most_failures) return std::nullopt;
  const double doubled = static_cast<double>(first_wait.count()) * std::exp2(std::max(0, failures - 1));
  const double wait = std::min(doubled, static_cast<double>(longest_wait.count()));
  return std::chrono::milliseconds{std::llround(wait / 2 + wait / 2 * std::clamp(chance, 0., 1.))};
}

}  // namespace smarttag::jobs
