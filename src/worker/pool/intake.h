// Claims jobs and fetches their inputs, so that a slow server holds up no analysis.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "inputs/inputs.h"
#include "jobs/store.h"
#include "worker/pool/heartbeat.h"
#include "worker/pool/job_reporter.h"

namespace smarttag::worker {

struct IntakeOptions {
  int workers = 2;     // analyses at once
  int fetches = 8;     // inputs that are fetched at once, each on a thread of its own
  int per_user = 2;    // ... for one user
  std::string name{};  // of this process, as jobs show who has them
  std::chrono::milliseconds lease{30'000};
  std::chrono::milliseconds heartbeat{1000};
  std::chrono::milliseconds poll{300};
  // A fetch that takes longer no longer has an analysis wait for it: the next job is claimed.
  std::chrono::milliseconds patience{5000};
};

// A claimed job whose input is open; one whose results are built anew has none. The claim is kept alive until
// the heartbeat ends.
struct ReadyJob {
  jobs::ClaimedJob claimed;
  std::unique_ptr<Heartbeat> heartbeat;
  inputs::OpenedInput input;
};

// A job is claimed when an analysis is or will be free for it: beside those that run, one job is claimed
// ahead, and fetches that take long are not counted. Jobs whose input cannot be had are reported here.
// Thread-safe. Store, inputs and reporter outlive it.
class Intake {
 public:
  Intake(const IntakeOptions& options, jobs::Store& store, const inputs::Inputs& inputs,
         JobReporter& reporter);
  // Gives back what is fetched or waits; returns within a second or two.
  ~Intake();
  Intake(const Intake&) = delete;
  Intake& operator=(const Intake&) = delete;

  // The next job for an analysis: of the users whose jobs are ready the one with the fewest analyses here,
  // the job that became ready first. Nothing when none became ready within `limit`, or at a stop. Each job
  // that is taken must be told by finished().
  std::optional<ReadyJob> take(std::chrono::milliseconds limit, const std::stop_token& stop);
  void finished(jobs::UserId owner);

  // Claims nothing more and ends fetches; returns at once.
  void request_stop();

 private:
  using Steady = std::chrono::steady_clock;

  void fetch_jobs(const std::stop_token& stop);
  bool may_claim(const std::stop_token& stop);
  bool has_room() const;
  std::vector<jobs::UserId> users_at_their_limit() const;
  std::optional<jobs::ClaimedJob> claim(const std::stop_token& stop);
  void fetch(jobs::ClaimedJob claimed, const std::stop_token& stop);
  Result<inputs::OpenedInput> open(const jobs::Job& job, const std::stop_token& stop) const;

  IntakeOptions options_;
  jobs::Store& store_;
  const inputs::Inputs& inputs_;
  JobReporter& reporter_;

  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  bool claiming_ = false;  // one thread at a time looks for work, so that the database is asked once
  std::multimap<jobs::UserId, Steady::time_point> fetching_;  // since when
  std::deque<ReadyJob> ready_;
  std::map<jobs::UserId, int> analysing_;  // here, by user; those without are left out
  int running_ = 0;

  std::vector<std::jthread> threads_;  // last: they end before what they use
};

}  // namespace smarttag::worker
