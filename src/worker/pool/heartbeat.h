// Keeps the claim on one job alive while it is worked on, and tells the work to stop.
#pragma once

#include <chrono>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

#include "jobs/job_store.h"

namespace smarttag::worker {

enum class StopReason {
  kNone,
  kShutdown,  // the pool stops: the job goes back
  kLost,      // the claim is another's, or the job was cancelled
};

// Sends heartbeats on a thread of its own until it is destroyed. Thread-safe. The store outlives it.
class Heartbeat {
 public:
  struct Rhythm {
    std::chrono::milliseconds lease;
    std::chrono::milliseconds every;
  };

  // `shutdown` is the pool's stop.
  Heartbeat(jobs::JobStore& jobs, jobs::Claim claim, const Rhythm& rhythm, const std::stop_token& shutdown);

  // What the next heartbeat tells.
  void reached(double progress, const std::string& stage);

  // Stops as soon as there is a reason; reason() says which came first.
  std::stop_token token() const { return stop_.get_token(); }
  StopReason reason() const;

 private:
  void stop_for(StopReason reason);
  void beat(const std::stop_token& done);
  bool still_held();

  jobs::JobStore& jobs_;
  jobs::Claim claim_;
  Rhythm rhythm_;
  mutable std::mutex mutex_;
  double progress_ = 0;
  std::string stage_ = "fetching";
  StopReason reason_ = StopReason::kNone;
  std::chrono::steady_clock::time_point last_held_;
  std::stop_source stop_;
  std::stop_callback<std::function<void()>> on_shutdown_;
  std::jthread thread_;  // last: it ends before what it uses
};

}  // namespace smarttag::worker
