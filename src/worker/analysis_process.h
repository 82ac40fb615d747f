// The outside of an analysis process: starts it, gives it one job after the other, watches its time, ends it.
#pragma once

#include <functional>
#include <optional>

#include <sys/types.h>

#include "tagging/analysis.h"
#include "worker/channel.h"

namespace smarttag::worker {

// A crash, a hang or an overrun fails the job at hand and nothing else: the next job gets a new process. The
// process is kept warm between jobs and replaced after kJobsBeforeRecycling. Used by one thread, as the
// kernel ends the process with the thread that started it.
class AnalysisProcess {
 public:
  static constexpr int kJobsBeforeRecycling = 100;

  // `niceness` (nice(2)) lets others go first on a busy machine.
  explicit AnalysisProcess(Settings settings, int niceness = 0)
      : settings_(std::move(settings)), niceness_(niceness) {}
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

  // The faces of the picture behind the descriptor, which stays the caller's. Errors: those of
  // Analyst::faces, and as run.
  Result<tagging::PictureFaces> faces(int fd, const Watch& watch);

  // Ends the process, which gives its memory back; the next job starts another.
  void stop();

  // The process that serves the next job, if one is warm.
  std::optional<pid_t> pid() const;

 private:
  Result<void> start();
  Result<void> be_ready();
  Result<results::Json> ask(const results::Json& question, int fd, const Watch& watch);
  Result<results::Json> lost(Error error);
  Result<std::optional<results::Json>> understood(const results::Json& json, const Watch& watch,
                                                  double& limit) const;
  Result<results::Json> wait_for_answer(const Watch& watch);

  Settings settings_;
  int niceness_;
  pid_t pid_ = -1;
  int jobs_ = 0;
  std::optional<Channel> channel_;
};

}  // namespace smarttag::worker
