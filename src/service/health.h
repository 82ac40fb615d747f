// Whether the service lives and can work, and its numbers: /healthz, /readyz, /metrics. They need no key and
// tell nothing of anybody's jobs but how many there are.
#pragma once

#include <mutex>
#include <vector>

#include "api/call_counters.h"
#include "http/server.h"
#include "jobs/store.h"
#include "worker/pool/pool.h"

namespace smarttag::service {

// Thread-safe. Everything that is passed in outlives it, or is forgotten before.
class Health {
 public:
  // `pool` is nullptr where no workers run.
  Health(jobs::Store& store, const api::CallCounters& calls, const worker::PoolCounts* pool)
      : store_(store), calls_(calls), pool_(pool) {}

  // /healthz: 200 while the process answers. /readyz: 200, or 503 with the reason when the store cannot be
  // written. /metrics: Prometheus' text format.
  std::vector<http::Route> routes();

  // Whose connections /metrics tells of.
  void watch(const http::Server& server);
  void forget();

 private:
  http::Response ready();
  http::Response metrics();

  jobs::Store& store_;
  const api::CallCounters& calls_;
  const worker::PoolCounts* pool_;
  std::mutex mutex_;
  const http::Server* server_ = nullptr;
};

}  // namespace smarttag::service
