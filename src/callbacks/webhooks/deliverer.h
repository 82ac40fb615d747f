// Delivers what the outbox holds for the channel "webhook", each to the URL that is its target: signed, in
// order for each job, at least once, retried as retry_plan.h says, then given up and kept for replay.
#pragma once

#include <chrono>
#include <thread>

#include "base/clock.h"
#include "callbacks/webhooks/post.h"
#include "jobs/store.h"

namespace smarttag::callbacks::webhooks {

struct DelivererOptions {
  PostOptions post;
  const Clock* clock = &system_clock();  // the store's
  int most = 64;                         // tries at once
  int most_for_origin = 8;               // ... at one server, so that a slow one holds up nobody else
  int most_for_user = 32;                // ... for one user, who may have many servers
};

// Works on one thread of its own from construction to destruction; many may work on one database, in other
// processes too. The destructor ends tries that are on the way, which are then due again at once; it returns
// well within a second.
class Deliverer {
 public:
  // The store lives longer.
  Deliverer(jobs::Store& store, const DelivererOptions& options);
  ~Deliverer() = default;
  Deliverer(const Deliverer&) = delete;
  Deliverer& operator=(const Deliverer&) = delete;

 private:
  std::jthread thread_;
};

}  // namespace smarttag::callbacks::webhooks
