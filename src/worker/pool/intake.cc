#include "worker/pool/intake.h"

#include <algorithm>
#include <utility>

#include <spdlog/spdlog.h>

namespace smarttag::worker {
namespace {

constexpr std::chrono::milliseconds kAfterStoreError{1000};
constexpr std::size_t kAhead = 1;  // jobs claimed beyond the analyses that are free

}  // namespace

Intake::Intake(const IntakeOptions& options, jobs::Store& store, const inputs::Inputs& inputs,
               JobReporter& reporter)
    : options_(options), store_(store), inputs_(inputs), reporter_(reporter) {
  for (int i = 0; i < options_.fetches; ++i)
    threads_.emplace_back([this](const std::stop_token& stop) { fetch_jobs(stop); });
}

Intake::~Intake() {
  request_stop();
  threads_.clear();
  for (const auto& job : ready_) reporter_.released(job.claimed.claim);
}

// All of them before any is waited for: a job that one gives back must not be claimed by the next.
void Intake::request_stop() {
  for (auto& thread : threads_) thread.request_stop();
}

void Intake::fetch_jobs(const std::stop_token& stop) {
  while (may_claim(stop)) {
    auto claimed = claim(stop);
    {
      const std::lock_guard lock(mutex_);
      claiming_ = false;
      if (claimed) fetching_.emplace(claimed->job.spec.owner, Steady::now());
    }
    changed_.notify_all();
    if (claimed) fetch(*std::move(claimed), stop);
  }
}

// Waits for its turn to look for work, and for an analysis that could take a job. False at a stop.
bool Intake::may_claim(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    if (!claiming_ && has_room()) {
      claiming_ = true;
      return true;
    }
    changed_.wait_for(lock, stop, options_.patience, [&] { return !claiming_ && has_room(); });
  }
  return false;
}

bool Intake::has_room() const {
  const auto patient = Steady::now() - options_.patience;
  const auto young = std::count_if(fetching_.begin(), fetching_.end(),
                                   [&](const auto& each) { return each.second > patient; });
  const auto taken = static_cast<std::size_t>(running_) + ready_.size() + static_cast<std::size_t>(young);
  return taken < static_cast<std::size_t>(options_.workers) + kAhead;
}

std::vector<jobs::UserId> Intake::users_at_their_limit() const {
  const std::lock_guard lock(mutex_);
  std::vector<jobs::UserId> users;
  for (auto at = fetching_.begin(); at != fetching_.end(); at = fetching_.upper_bound(at->first))
    if (fetching_.count(at->first) >= static_cast<std::size_t>(options_.per_user)) users.push_back(at->first);
  return users;
}

// Looks once, and waits for a change of the store where there is nothing.
std::optional<jobs::ClaimedJob> Intake::claim(const std::stop_token& stop) {
  const auto seen = store_.changes().seen();
  auto claimed = store_.jobs().claim(options_.name, options_.lease, users_at_their_limit());
  if (!claimed) {
    spdlog::error("jobs cannot be claimed: {} {}", claimed.error().client.text, claimed.error().log.text);
    store_.changes().wait_past(store_.changes().seen(), kAfterStoreError, stop);
    return std::nullopt;
  }
  if (!*claimed) store_.changes().wait_past(seen, options_.poll, stop);
  return *std::move(claimed);
}

Result<inputs::OpenedInput> Intake::open(const jobs::Job& job, const std::stop_token& stop) const {
  if (job.rebuild) return inputs::OpenedInput{};  // its results are built from kept facts
  const auto spec = inputs::input_spec_from(job.spec.input_json);
  if (!spec) return tl::unexpected(spec.error());
  return inputs_.open(job.spec.owner, *spec, stop);
}

void Intake::fetch(jobs::ClaimedJob claimed, const std::stop_token& stop) {
  spdlog::info("job {}: attempt {}", claimed.claim.job, claimed.claim.attempt);
  const auto owner = claimed.job.spec.owner;
  auto heartbeat = std::make_unique<Heartbeat>(store_.jobs(), claimed.claim,
                                               Heartbeat::Rhythm{options_.lease, options_.heartbeat}, stop);
  auto input = open(claimed.job, heartbeat->token());
  const bool ready = input && heartbeat->reason() == StopReason::kNone;
  if (!ready)
    reporter_.not_done(claimed.claim, input ? std::nullopt : std::optional(input.error()),
                       heartbeat->reason());
  const std::lock_guard lock(mutex_);
  fetching_.erase(fetching_.find(owner));
  if (ready) ready_.push_back({std::move(claimed), std::move(heartbeat), *std::move(input)});
  changed_.notify_all();
}

std::optional<ReadyJob> Intake::take(std::chrono::milliseconds limit, const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  if (!changed_.wait_for(lock, stop, limit, [&] { return !ready_.empty(); })) return std::nullopt;
  if (stop.stop_requested()) return std::nullopt;
  const auto analyses_of = [&](const ReadyJob& job) {
    const auto found = analysing_.find(job.claimed.job.spec.owner);
    return found == analysing_.end() ? 0 : found->second;
  };
  const auto next = std::min_element(ready_.begin(), ready_.end(), [&](const auto& a, const auto& b) {
    return analyses_of(a) < analyses_of(b);
  });
  ReadyJob job = std::move(*next);
  ready_.erase(next);
  ++analysing_[job.claimed.job.spec.owner];
  ++running_;
  changed_.notify_all();
  return job;
}

void Intake::finished(jobs::UserId owner) {
  const std::lock_guard lock(mutex_);
  if (--analysing_[owner] == 0) analysing_.erase(owner);
  --running_;
  changed_.notify_all();
}

}  // namespace smarttag::worker
