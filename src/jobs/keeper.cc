#include "jobs/keeper.h"

#include <spdlog/spdlog.h>

#include <condition_variable>
#include <mutex>

namespace smarttag::jobs {
namespace {

constexpr std::size_t kSweepStep = 500;  // blobs asked for at a time
constexpr std::chrono::hours kSweepInterval{1};
// Longer than a worker takes from the blob to the transaction.
constexpr std::chrono::hours kAbandoned{1};

Result<int> remove_dropped_blobs(Store& store, int most) {
  const auto names = store.results().dropped_blobs(most);
  if (!names) return tl::unexpected(names.error());
  for (const auto& name : *names)
    if (const auto removed = store.blobs().remove(name); !removed) return tl::unexpected(removed.error());
  if (names->empty()) return 0;
  if (const auto told = store.results().blobs_removed(*names); !told) return tl::unexpected(told.error());
  return static_cast<int>(names->size());
}

void sweep(Store& store, Time now) {
  const auto swept = sweep_blobs(store, now - kAbandoned);
  if (!swept) spdlog::warn("sweeping results: {} ({})", swept.error().client.text, swept.error().log.text);
  if (swept && *swept > 0) spdlog::info("{} abandoned results were removed", *swept);
}

void keep_until_stopped(Store& store, const Clock& clock, std::chrono::milliseconds retention,
                        std::chrono::milliseconds interval, const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any stopped;
  std::unique_lock lock(mutex);
  for (Time next_sweep = clock.now(); !stop.stop_requested();) {
    if (clock.now() >= next_sweep) {
      sweep(store, clock.now());
      next_sweep = clock.now() + kSweepInterval;
    }
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
  const auto blobs = remove_dropped_blobs(store, step);
  if (!blobs) return tl::unexpected(blobs.error());
  const bool more = recovered->tried_again + recovered->failed >= step || *jobs == step || *events == step ||
                    *blobs == step;
  return Kept{*recovered, *jobs, *events, *blobs, more};
}

Result<int> sweep_blobs(Store& store, Time written_before) {
  int removed = 0;
  std::string after;
  while (true) {
    const auto listed = store.blobs().list(after, kSweepStep);
    if (!listed) return tl::unexpected(listed.error());
    if (listed->empty()) return removed;
    after = listed->back().name;
    std::vector<std::string> old;
    for (const auto& blob : *listed)
      if (blob.written < written_before) old.push_back(blob.name);
    const auto unknown = store.results().unknown_blobs(old);
    if (!unknown) return tl::unexpected(unknown.error());
    for (const auto& name : *unknown)
      if (const auto gone = store.blobs().remove(name); !gone) return tl::unexpected(gone.error());
    removed += static_cast<int>(unknown->size());
  }
}

Keeper::Keeper(Store& store, const Clock& clock, std::chrono::milliseconds retention,
               std::chrono::milliseconds interval)
    : thread_([&store, &clock, retention, interval](const std::stop_token& stop) {
        keep_until_stopped(store, clock, retention, interval, stop);
      }) {}

}  // namespace smarttag::jobs
