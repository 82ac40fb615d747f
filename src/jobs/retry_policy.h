// When a job whose attempt failed is tried again.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "base/error.h"

namespace smarttag::jobs {

struct RetryPolicy {
  int most_failures = 3;                       // the attempt that fails this often is the last
  std::chrono::milliseconds first_wait{5000};  // after the first failure; doubles with each
  std::chrono::milliseconds longest_wait{std::chrono::minutes{10}};

  // How long to wait before the next attempt, nothing when there is none: the error is not retryable,
  // or `failures`, this one counted, are too many. `chance` (0 to 1) spreads the waits over the upper half of
  // the time, so that jobs which failed together do not come back together ("equal jitter").
  std::optional<std::chrono::milliseconds> wait_after(ErrorKind kind, int failures, double chance) const;
};

}  // namespace smarttag::jobs
