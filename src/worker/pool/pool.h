// Runs the jobs of a store: threads that fetch inputs, and threads with a warm analysis process each.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "base/settings.h"
#include "inputs/inputs.h"
#include "jobs/store.h"
#include "language/model/language_model.h"
#include "language/model/picture_model.h"

namespace smarttag::worker {

class Intake;
class JobReporter;

struct PoolOptions {
  int workers = 2;                              // analyses at once
  int fetches = 8;                              // inputs that are fetched at once
  int user_fetches = 2;                         // ... for one user
  std::chrono::milliseconds patience{5000};     // with a fetch, before the next job is claimed
  std::string name;                             // of this process, as jobs show who has them
  std::chrono::milliseconds lease{30'000};      // of a job whose worker is silent
  std::chrono::milliseconds poll{300};          // how often jobs of other processes are looked for
  std::chrono::milliseconds keep_warm{60'000};  // an analysis process without jobs ends after so long
  // Also how soon progress is seen and a cancelled job ends.
  std::chrono::milliseconds heartbeat() const { return std::min(lease / 3, std::chrono::milliseconds{1000}); }

  // The settings workers, fetches, user-fetches and lease; a name made of host and process.
  static PoolOptions from(const Settings& settings);
};

// How many since the pool was made, but for `running`.
struct PoolCounts {
  std::atomic<int> running{0};
  std::atomic<std::int64_t> done{0};
  std::atomic<std::int64_t> failed{0};    // attempts, those that are tried again included
  std::atomic<std::int64_t> lost{0};      // cancelled, or given to another worker
  std::atomic<std::int64_t> released{0};  // given back, as the pool stopped
};

// Store, inputs and counts outlive it; settings are copied.
class Pool {
 public:
  // Starts to work. Analysis processes are started when there is a job.
  Pool(const PoolOptions& options, jobs::Store& store, const inputs::Inputs& inputs,
       const Settings& settings);

  // Ends what runs, within a second or two, and gives those jobs back.
  ~Pool();
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  // Claims nothing more and ends what runs; returns at once. The destructor waits.
  void request_stop();

  const PoolCounts& counts() const { return counts_; }

 private:
  void compile_models(const std::stop_token& stop);
  void work(const std::stop_token& stop);

  PoolOptions options_;
  jobs::Store& store_;
  Settings settings_;
  PoolCounts counts_;
  std::unique_ptr<JobReporter> reporter_;
  std::unique_ptr<Intake> intake_;
  std::promise<void> compiled_;
  std::shared_future<void> models_compiled_ = compiled_.get_future().share();
  std::shared_ptr<language::LanguageModel> model_;         // of all its jobs; may be empty
  std::shared_ptr<language::PictureModel> picture_model_;  // likewise
  std::vector<std::jthread> threads_;                      // last: they end before what they use
};

}  // namespace smarttag::worker
