// Tells the store of jobs that did not come to results, and counts how attempts ended.
#pragma once

#include <optional>

#include "jobs/job_store.h"
#include "worker/pool/heartbeat.h"
#include "worker/pool/pool.h"

namespace smarttag::worker {

// Thread-safe. The store and the counts outlive it.
class JobReporter {
 public:
  JobReporter(jobs::JobStore& jobs, PoolCounts& counts) : jobs_(jobs), counts_(counts) {}

  // The attempt ended without results. The reason to stop counts before the error that followed from it.
  void not_done(const jobs::Claim& claim, const std::optional<Error>& error, StopReason reason);

  void failed(const jobs::Claim& claim, const Error& error);
  void lost(const jobs::Claim& claim);      // cancelled, or another worker's
  void released(const jobs::Claim& claim);  // gives it back untouched

 private:
  jobs::JobStore& jobs_;
  PoolCounts& counts_;
};

}  // namespace smarttag::worker
