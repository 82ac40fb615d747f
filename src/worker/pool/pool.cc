#include "worker/pool/pool.h"

#include <unistd.h>

#include <algorithm>
#include <array>

#include <spdlog/fmt/fmt.h>
#include <spdlog/spdlog.h>

#include "base/paths.h"
#include "worker/analysis_process.h"
#include "worker/landlock.h"
#include "worker/language/language_models.h"
#include "worker/pool/job_runner.h"

namespace smarttag::worker {
namespace {

using Steady = std::chrono::steady_clock;

// Analyses take every core for minutes; a call to the API takes a millisecond and must not wait for them.
constexpr int kNiceness = 19;

constexpr std::chrono::milliseconds kAfterStoreError{1000};

}  // namespace

PoolOptions PoolOptions::from(const Settings& settings) {
  std::array<char, 256> host{};
  if (::gethostname(host.data(), host.size() - 1) != 0) host[0] = '\0';
  PoolOptions options;
  options.workers = std::max(1, static_cast<int>(settings.integer("workers")));
  options.lease = std::chrono::milliseconds(static_cast<std::int64_t>(settings.real("lease") * 1000));
  options.name = fmt::format("{}/{}", host.data(), ::getpid());
  return options;
}

Pool::Pool(const PoolOptions& options, jobs::Store& store, const inputs::Inputs& inputs,
           const Settings& settings)
    : options_(options), store_(store), inputs_(inputs), settings_(settings) {
  warn_without_landlock();
  if (auto model = open_language_model(settings))
    model_ = std::move(*model);
  else
    spdlog::warn("language results are made without a model: {}", model.error().client.text);
  for (int i = 0; i < options_.workers; ++i)
    threads_.emplace_back([this](const std::stop_token& stop) { work(stop); });
}

Pool::~Pool() { request_stop(); }

// All of them before any is waited for: a job that one gives back must not be claimed by the next.
void Pool::request_stop() {
  for (auto& thread : threads_) thread.request_stop();
}

void Pool::work(const std::stop_token& stop) {
  AnalysisProcess process(settings_, kNiceness);
  process.use(model_);
  JobRunner runner({store_, inputs_, process, cache_folder(settings_) / "scratch", counts_, options_.lease,
                    options_.heartbeat()});
  auto last_job = Steady::now();
  while (!stop.stop_requested()) {
    const auto seen = store_.changes().seen();
    auto claimed = store_.jobs().claim(options_.name, options_.lease);
    if (!claimed) {
      spdlog::error("jobs cannot be claimed: {} {}", claimed.error().client.text, claimed.error().log.text);
      store_.changes().wait_past(store_.changes().seen(), kAfterStoreError, stop);
      continue;
    }
    if (*claimed) {
      runner.run(**claimed, stop);
      last_job = Steady::now();
      continue;
    }
    if (process.pid() && Steady::now() - last_job >= options_.keep_warm) process.stop();
    store_.changes().wait_past(seen, options_.poll, stop);
  }
}

}  // namespace smarttag::worker
