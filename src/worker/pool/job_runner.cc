#include "worker/pool/job_runner.h"

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>

#include <spdlog/spdlog.h>

#include "tagging/job_request.h"

namespace smarttag::worker {
namespace {

// A store that is full or busy for a moment must not cost a finished analysis.
constexpr int kTriesToFinish = 5;
constexpr std::chrono::seconds kBetweenTries{1};

void pause(std::chrono::milliseconds time, const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock(mutex);
  never.wait_for(lock, stop, time, [] { return false; });
}

std::vector<tagging::KnownPerson> persons_of(std::vector<jobs::KnownVector> vectors) {
  std::map<std::string, tagging::KnownPerson> persons;  // by entity and model
  for (auto& known : vectors) {
    if (known.vector.empty()) continue;
    auto& person = persons[known.entity + "\n" + known.model];
    person.library = known.library;
    person.entity = known.entity;
    person.name = known.name;
    person.model = known.model;
    person.vectors.push_back(std::move(known.vector));
  }
  std::vector<tagging::KnownPerson> all;
  all.reserve(persons.size());
  for (auto& [key, person] : persons) all.push_back(std::move(person));
  return all;
}

Result<jobs::Outcome> outcome_of(const FinishedAnalysis& finished) {
  auto results = finished.results();
  if (!results) return tl::unexpected(std::move(results).error());
  jobs::Outcome outcome{std::move(*results), finished.analysis.usages};
  for (const auto& written : finished.analysis.written) {
    if (written.what != tagging::Artefact::kFile) continue;
    auto text = finished.text_of(written);
    if (!text) return tl::unexpected(std::move(text).error());
    outcome.files.push_back({written.name, std::move(*text)});
  }
  return outcome;
}

}  // namespace

Result<tagging::JobSpec> JobRunner::spec_of(const jobs::Job& job) {
  auto spec = tagging::job_spec_of({job.spec.title, job.spec.params_json, job.spec.template_json});
  if (!spec || spec->faces.libraries.empty()) return spec;
  auto known = bench_.store.libraries().vectors(job.spec.owner, "face", spec->faces.libraries);
  if (!known) return tl::unexpected(std::move(known).error());
  spec->faces.known = persons_of(std::move(*known));
  return spec;
}

Result<FinishedAnalysis> JobRunner::analyse(const jobs::Job& job, Heartbeat& heartbeat) {
  auto spec = spec_of(job);
  if (!spec) return tl::unexpected(std::move(spec).error());
  const auto input = inputs::input_spec_from(job.spec.input_json);
  if (!input) return tl::unexpected(input.error());
  const auto stop = heartbeat.token();
  auto opened = bench_.inputs.open(job.spec.owner, *input, stop);
  if (!opened) return tl::unexpected(std::move(opened).error());
  heartbeat.reached(0, std::string(tagging::kOpeningStage));
  return bench_.process.run(opened->file.get(), *spec,
                            {[&](const tagging::Progress& p) { heartbeat.reached(p.fraction, p.stage); },
                             [&] { return stop.stop_requested(); }, job.id, std::to_string(job.spec.owner)});
}

void JobRunner::run(const jobs::ClaimedJob& claimed, const std::stop_token& stop) {
  ++bench_.counts.running;
  spdlog::info("job {}: attempt {}", claimed.claim.job, claimed.claim.attempt);
  {
    Heartbeat heartbeat(bench_.store.jobs(), claimed.claim,
                        {bench_.lease, bench_.heartbeat, claimed.job.spec.time_limit}, stop);
    const auto analysis = analyse(claimed.job, heartbeat);
    report(claimed.claim, analysis, heartbeat.reason(), stop);
  }
  --bench_.counts.running;
}

void JobRunner::report(const jobs::Claim& claim, const Result<FinishedAnalysis>& analysis, StopReason reason,
                       const std::stop_token& stop) {
  if (analysis && reason != StopReason::kLost) return finish(claim, *analysis, stop);
  switch (reason) {
    case StopReason::kNone:
      return fail_job(claim, analysis.error());
    case StopReason::kTime:
      return fail_job(claim,
                      {ErrorKind::kTimeLimit,
                       {"The job took longer than its time limit. Give a shorter file or a higher limit."},
                       {}});
    case StopReason::kLost:
      ++bench_.counts.lost;
      spdlog::info("job {}: cancelled, or another worker's", claim.job);
      return;
    case StopReason::kShutdown:
      ++bench_.counts.released;
      if (const auto released = bench_.store.jobs().release(claim); !released)
        spdlog::error("job {} could not be given back: {}", claim.job, released.error().log.text);
  }
}

void JobRunner::finish(const jobs::Claim& claim, const FinishedAnalysis& analysis,
                       const std::stop_token& stop) {
  const auto outcome = outcome_of(analysis);
  if (!outcome) return fail_job(claim, outcome.error());
  for (int i = 1; i <= kTriesToFinish; ++i) {
    const auto standing = bench_.store.jobs().finish(claim, *outcome);
    if (standing) {
      ++(*standing == jobs::Standing::kHeld ? bench_.counts.done : bench_.counts.lost);
      return;
    }
    spdlog::error("job {}: its results could not be stored: {} {}", claim.job, standing.error().client.text,
                  standing.error().log.text);
    if (i < kTriesToFinish) pause(kBetweenTries, stop);
  }
  // The lease runs out, and the job is tried again.
}

void JobRunner::fail_job(const jobs::Claim& claim, const Error& error) {
  spdlog::warn("job {} failed: {} {}", claim.job, error.client.text, error.log.text);
  const auto after = bench_.store.jobs().fail(claim, error);
  if (!after) {
    spdlog::error("job {}: its failure could not be stored: {}", claim.job, after.error().log.text);
    return;
  }
  ++(*after == jobs::AfterFailure::kLost ? bench_.counts.lost : bench_.counts.failed);
}

}  // namespace smarttag::worker
