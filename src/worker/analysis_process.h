// The outside of an analysis process: starts it, gives it one job after the other, watches its time, ends it.
#pragma once

#include <functional>
#include <optional>

#include <sys/types.h>

#include "tagging/analysis.h"
#include "worker/channel.h"

namespace smarttag::worker {

// A crash, a hang or an overrun fails the job at hand and nothing else: the next job gets a new process. The
// process is kept warm between jobs and replaced after kJobsBeforeRecycling. Used by one thread at a time.
class AnalysisProcess {
 public:
  static constexpr int kJobsBeforeRecycling = 100;

  explicit AnalysisProcess(Settings settings) : settings_(std::move(settings)) {}
  ~AnalysisProcess();
  AnalysisProcess(const AnalysisProcess&) = delete;
  AnalysisProcess& operator=(const AnalysisProcess&) = delete;

  struct Watch {
    tagging::ProgressSink progress;   // may be empty
    std::function<bool()> cancelled;  // asked about ten times a second; may be empty
  };

  // Analyses the file behind the descriptor, which stays the caller's. Errors: those of Analyst::analyse, and
  // kTimeLimit, kInterrupted (cancelled), kAnalysisCrashed.
  Result<tagging::Analysis> run(int fd, const tagging::JobSpec& spec, const Watch& watch);

  // The process that serves the next job, if one is warm.
  std::optional<pid_t> pid() const;

 private:
  Result<void> start();
  void stop();
  Result<tagging::Analysis> lost(Error error);
  Result<std::optional<tagging::Analysis>> understood(const results::Json& json, const Watch& watch,
                                                      double& limit) const;
  Result<tagging::Analysis> wait_for_answer(const Watch& watch);

  Settings settings_;
  pid_t pid_ = -1;
  int jobs_ = 0;
  std::optional<Channel> channel_;
};

}  // namespace smarttag::worker
