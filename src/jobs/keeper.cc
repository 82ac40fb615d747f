#include "jobs/keeper.h"

#include <spdlog/spdlog.h>

#include <condition_variable>
#include <mutex>

namespace smarttag::jobs {
namespace {

void keep_until_stopped(Store& store, const Clock& clock, std::chrono::milliseconds retention,
                        std::chrono::milliseconds interval, const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any stopped;
  std::unique_lock lock(mutex);
  while (!stop.stop_requested()) {
    const auto kept = keep(store, clock.now(), retention);
    if (!kept) spdlog::warn("keeping the store: {} ({})", kept.error().client.text, kept.error().log.text);
    if (kept && kept->recovered.tried_again + kept->recovered.failed > 0)
      spdlog::warn("{} jobs lost their worker: {} are tried again, {} have failed",
                   kept->recovered.tried_again + kept->recovered.failed, kept->recovered.tried_again,
                   kept->recovered.failed);
    if (!kept || !kept->more) stopped.wait_for(lock, stop, interval, [] { return false; });
  }
}

}  // namespace

Result<Kept> keep(Store& store, Time now, std::chrono::milliseconds retention, int step) {
  const auto recovered = store.jobs().recover(step);
  if (!recovered) return tl::unexpected(recovered.error());
  const auto jobs = store.jobs().purge(now - retention, step);
  if (!jobs) return tl::unexpected(jobs.error());
  const auto events = store.outbox().purge(now - retention, step);
  if (!events) return tl::unexpected(events.error());
  const bool more = recovered->tried_again + recovered->failed >= step || *jobs == step || *events == step;
  return Kept{*recovered, *jobs, *events, more};
}

Keeper::Keeper(Store& store, const Clock& clock, std::chrono::milliseconds retention,
               std::chrono::milliseconds interval)
    : thread_([&store, &clock, retention, interval](const std::stop_token& stop) {
        keep_until_stopped(store, clock, retention, interval, stop);
      }) {}

}  // namespace smarttag::jobs
