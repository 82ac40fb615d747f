// What the store needs from time to time: jobs whose worker is gone are found again, and what is older than
// the retention is forgotten. Any number of processes may do it at once.
#pragma once

#include <chrono>
#include <thread>

#include "jobs/store.h"

namespace smarttag::jobs {

struct Kept {
  Recovered recovered;
  int jobs = 0;       // forgotten
  int events = 0;     // forgotten
  bool more = false;  // a step was full: there may be more of the kind
};

// One round, in steps of at most `step` rows each, so that no other writer waits long.
Result<Kept> keep(Store& store, Time now, std::chrono::milliseconds retention, int step = 100);

// Rounds on a thread of its own, every `interval`, until it is destroyed; the store and the clock outlive it.
// Failures are logged, and the next round tries again.
class Keeper {
 public:
  Keeper(Store& store, const Clock& clock, std::chrono::milliseconds retention,
         std::chrono::milliseconds interval = std::chrono::seconds{5});

 private:
  std::jthread thread_;
};

}  // namespace smarttag::jobs
