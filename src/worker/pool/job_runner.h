// One job from its claim to its end.
#pragma once

#include <chrono>
#include <filesystem>
#include <stop_token>

#include "inputs/inputs.h"
#include "jobs/store.h"
#include "worker/analysis_process.h"
#include "worker/pool/heartbeat.h"
#include "worker/pool/pool.h"

namespace smarttag::worker {

// What a runner works with; all of it outlives the runner.
struct RunnerDependencies {
  jobs::Store& store;
  const inputs::Inputs& inputs;
  AnalysisProcess& process;
  std::filesystem::path scratch;  // folder for files without a name
  PoolCounts& counts;
  std::chrono::milliseconds lease;
  std::chrono::milliseconds heartbeat;
};

// Used by one thread at a time.
class JobRunner {
 public:
  explicit JobRunner(const RunnerDependencies& with) : with_(with) {}

  // Fetches, analyses and reports; returns when the job is finished, failed, given back (a stop) or lost.
  void run(const jobs::ClaimedJob& claimed, const std::stop_token& stop);

 private:
  Result<tagging::JobSpec> spec_of(const jobs::Job& job);
  Result<FinishedAnalysis> analyse(const jobs::Job& job, Heartbeat& heartbeat);
  Result<FinishedAnalysis> rebuild(const jobs::Job& job, Heartbeat& heartbeat);
  void report(const jobs::Claim& claim, const Result<FinishedAnalysis>& analysis, StopReason reason,
              const std::stop_token& stop);
  void finish(const jobs::Claim& claim, const FinishedAnalysis& analysis, const std::stop_token& stop);
  void fail_job(const jobs::Claim& claim, const Error& error);

  RunnerDependencies with_;
};

}  // namespace smarttag::worker
