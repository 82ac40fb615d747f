// What the store needs from time to time: jobs whose worker is gone are found again, what is older than the
// retention is forgotten, and blobs that no job refers to are removed. Any number of processes may do it at
// once.
#pragma once

#include <chrono>
#include <thread>

#include "jobs/store.h"

namespace smarttag::jobs {

struct Kept {
  Recovered recovered;
  int jobs = 0;       // forgotten
  int events = 0;     // forgotten
  int blobs = 0;      // removed, as their jobs were
  bool more = false;  // a step was full: there may be more of the kind
};

// One round, in steps of at most `step` rows each, so that no other writer waits long.
Result<Kept> keep(Store& store, Time now, std::chrono::milliseconds retention, int step = 100);

// Removes blobs that were written before `written_before` and that no job refers to: who wrote them crashed,
// or lost the job, before the transaction. How many. Goes through all blobs.
Result<int> sweep_blobs(Store& store, Time written_before);

// Rounds on a thread of its own, every `interval`, and a sweep at the start and every hour, until it is
// destroyed; the store and the clock outlive it. Failures are logged, and the next round tries again.
class Keeper {
 public:
  Keeper(Store& store, const Clock& clock, std::chrono::milliseconds retention,
         std::chrono::milliseconds interval = std::chrono::seconds{5});

 private:
  std::jthread thread_;
};

}  // namespace smarttag::jobs
