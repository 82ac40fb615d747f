// One job from its opened input to its end.
#pragma once

#include <filesystem>
#include <stop_token>

#include "jobs/store.h"
#include "worker/analysis_process.h"
#include "worker/pool/heartbeat.h"
#include "worker/pool/intake.h"
#include "worker/pool/job_reporter.h"

namespace smarttag::worker {

// What a runner works with; all of it outlives the runner.
struct RunnerDependencies {
  jobs::Store& store;
  AnalysisProcess& process;
  std::filesystem::path scratch;  // folder for files without a name
  JobReporter& reporter;
  PoolCounts& counts;
};

// Used by one thread at a time.
class JobRunner {
 public:
  explicit JobRunner(const RunnerDependencies& with) : with_(with) {}

  // Analyses and reports; returns when the job is finished, failed, given back (a stop) or lost.
  void run(const ReadyJob& job, const std::stop_token& stop);

 private:
  Result<tagging::JobSpec> spec_of(const jobs::Job& job);
  static AnalysisProcess::Watch watch_of(const ReadyJob& job);
  Result<FinishedAnalysis> analyse(const ReadyJob& job);
  Result<FinishedAnalysis> rebuild(const ReadyJob& job);
  void finish(const jobs::Claim& claim, const FinishedAnalysis& analysis, const std::stop_token& stop);

  RunnerDependencies with_;
};

}  // namespace smarttag::worker
