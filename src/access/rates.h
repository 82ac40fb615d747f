// How many calls a user may make: a token bucket for each.
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <unordered_map>

#include "base/clock.h"
#include "jobs/job.h"

namespace smarttag::access {

struct Turn {
  bool granted = true;
  std::int64_t limit = 0;             // calls a second; 0: any number
  std::int64_t remaining = 0;         // that are granted at once
  std::chrono::milliseconds wait{0};  // until the next one is granted; 0 when granted
};

// Thread-safe; its memory grows with the users that called, not with their calls.
class Rates {
 public:
  // A bucket holds the calls of one second, so a second may see twice as many after a pause. 0: no limit.
  Rates(std::int64_t calls_per_second, const Clock& clock) : limit_(calls_per_second), clock_(clock) {}

  Turn take(jobs::UserId user);

 private:
  struct Bucket {
    double tokens = 0;
    Time filled{};
  };
  std::int64_t limit_;
  const Clock& clock_;
  std::mutex mutex_;
  std::unordered_map<jobs::UserId, Bucket> buckets_;
};

}  // namespace smarttag::access
