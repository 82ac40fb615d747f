// Whether the service lives and can work, and its numbers: /healthz, /readyz, /metrics. They need no key and
// tell nothing of anybody's jobs but how many there are.
#pragma once

#include <chrono>
#include <mutex>
#include <optional>
#include <vector>

#include "api/call_counters.h"
#include "base/clock.h"
#include "http/server.h"
#include "jobs/store.h"
#include "worker/pool/pool.h"

namespace smarttag::service {

// Thread-safe. Everything that is passed in outlives it, or is forgotten before.
class Health {
 public:
  // `pool` is nullptr where no workers run.
  Health(jobs::Store& store, const Clock& clock, const worker::PoolCounts* pool)
      : store_(store), clock_(clock), pool_(pool) {}

  // /healthz: 200 while the process answers. /readyz: 200, or 503 with the reason when the store cannot be
  // written; what a write told stands for kReadyFor, as nobody who asks may wear the disk. /metrics:
  // Prometheus' text format.
  std::vector<http::Route> routes();

  // Whose connections and calls /metrics tells of.
  void watch(const http::Server& server, const api::CallCounters& calls);
  void forget();

  static constexpr std::chrono::seconds kReadyFor{5};

 private:
  http::Response ready();
  http::Response metrics();

  jobs::Store& store_;
  const Clock& clock_;
  const worker::PoolCounts* pool_;
  std::mutex ready_mutex_;
  std::optional<http::Response> ready_;  // the last answer
  std::chrono::steady_clock::time_point asked_;
  std::mutex mutex_;
  const http::Server* server_ = nullptr;
  const api::CallCounters* calls_ = nullptr;
};

}  // namespace smarttag::service
