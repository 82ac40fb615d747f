#include "worker/pool/heartbeat.h"

#include <condition_variable>
#include <functional>
#include <utility>

#include <spdlog/spdlog.h>

namespace smarttag::worker {
namespace {

using Steady = std::chrono::steady_clock;

}  // namespace

Heartbeat::Heartbeat(jobs::JobStore& jobs, jobs::Claim claim, const Rhythm& rhythm,
                     const std::stop_token& shutdown)
    : jobs_(jobs),
      claim_(std::move(claim)),
      rhythm_(rhythm),
      last_held_(Steady::now()),
      on_shutdown_(shutdown, [this] { stop_for(StopReason::kShutdown); }),
      thread_([this](const std::stop_token& done) { beat(done); }) {}

void Heartbeat::reached(double progress, const std::string& stage) {
  const std::lock_guard lock(mutex_);
  progress_ = progress;
  stage_ = stage;
}

StopReason Heartbeat::reason() const {
  const std::lock_guard lock(mutex_);
  return reason_;
}

void Heartbeat::stop_for(StopReason reason) {
  {
    const std::lock_guard lock(mutex_);
    if (reason_ != StopReason::kNone) return;
    reason_ = reason;
  }
  stop_.request_stop();
}

// A store that does not answer is asked again; the claim counts as lost when its lease must have ended.
bool Heartbeat::still_held() {
  double progress = 0;
  std::string stage;
  {
    const std::lock_guard lock(mutex_);
    progress = progress_;
    stage = stage_;
  }
  const auto standing = jobs_.heartbeat(claim_, progress, stage, rhythm_.lease);
  if (!standing) {
    spdlog::warn("job {}: no heartbeat: {}", claim_.job, standing.error().log.text);
    return Steady::now() - last_held_ < rhythm_.lease;
  }
  last_held_ = Steady::now();
  return *standing == jobs::Standing::kHeld;
}

void Heartbeat::beat(const std::stop_token& done) {
  std::mutex sleeping;
  std::condition_variable_any never;
  while (true) {
    std::unique_lock lock(sleeping);
    never.wait_for(lock, done, rhythm_.every, [] { return false; });
    if (done.stop_requested()) return;
    if (!still_held()) return stop_for(StopReason::kLost);
  }
}

}  // namespace smarttag::worker
