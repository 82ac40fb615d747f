#include "worker/pool/job_runner.h"

#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>

#include <spdlog/spdlog.h>

#include "base/unnamed_file.h"
#include "tagging/job_request.h"
#include "worker/pool/hotwords_of_libraries.h"
#include "worker/pool/known_in_libraries.h"

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

// What the analysis wrote, as it lies in a blob of this name that holds all of the output.
jobs::Outcome outcome_in(const std::string& blob, const tagging::Analysis& analysis) {
  jobs::Outcome outcome;
  outcome.usages = analysis.usages;
  outcome.remarks = analysis.media.remarks;
  for (const auto& written : analysis.written) {
    jobs::BlobPart part{blob, written.offset, written.size, written.sha256};
    switch (written.what) {
      case tagging::Artefact::kResult:
        outcome.results.push_back({written.name, std::move(part)});
        break;
      case tagging::Artefact::kFile:
        outcome.files.push_back({written.name, std::move(part)});
        break;
      case tagging::Artefact::kFacts:
        outcome.facts = std::move(part);
        break;
    }
  }
  return outcome;
}

std::int64_t end_of(const std::vector<tagging::Written>& written) {
  std::int64_t end = 0;
  for (const auto& each : written) end = std::max(end, each.offset + each.size);
  return end;
}

// A part of a blob as a file of its own without a name, read from its start.
Result<Descriptor> file_of(blobs::BlobStore& blobs, const jobs::BlobPart& part,
                           const std::filesystem::path& folder) {
  constexpr std::int64_t kPiece = 256 << 10;
  auto file = unnamed_file(folder);
  if (!file) return file;
  const auto blob = blobs.open(part.blob);
  if (!blob) return tl::unexpected(blob.error());
  for (std::int64_t at = 0; at < part.size; at += kPiece) {
    const auto piece = blobs::text_of(**blob, part.offset + at, std::min(kPiece, part.size - at));
    if (!piece) return tl::unexpected(piece.error());
    if (::pwrite(file->get(), piece->data(), piece->size(), at) != std::ssize(*piece))
      return fail(ErrorKind::kOutputFailed, "The kept facts could not be read: the disk is full.");
  }
  return file;
}

// Keeps what came of a job, in as many tries as it takes. The blob comes first: what the database refers to
// is always there. When the claim is lost it is of no use; when nobody knows whether the transaction was
// made, the keeper finds out.
class Keeping {
 public:
  Keeping(jobs::Store& store, const jobs::Claim& claim, const FinishedAnalysis& finished)
      : store_(store), claim_(claim), finished_(finished), blob_(jobs::new_blob_name(claim.job)) {}

  Result<jobs::Standing> try_it() {
    const auto& analysis = finished_.analysis;
    if (!is_put_) {
      const auto put =
          store_.blobs().put(blob_, blobs::content_of(finished_.output.get(), 0, end_of(analysis.written)));
      if (!put) return tl::unexpected(put.error());
      is_put_ = true;
    }
    auto standing = store_.jobs().finish(claim_, outcome_in(blob_, analysis));
    if (standing && *standing == jobs::Standing::kLost)
      if (const auto removed = store_.blobs().remove(blob_); !removed)
        spdlog::warn("job {}: its results are left behind: {}", claim_.job, removed.error().log.text);
    return standing;
  }

 private:
  jobs::Store& store_;
  const jobs::Claim& claim_;
  const FinishedAnalysis& finished_;
  std::string blob_;
  bool is_put_ = false;
};

}  // namespace

Result<tagging::JobSpec> JobRunner::spec_of(const jobs::Job& job) {
  auto spec = tagging::job_spec_of(
      {job.spec.title, job.spec.params_json, job.spec.template_json, job.rebuild.value_or("")});
  if (!spec) return spec;
  if (auto known = take_known(with_.store.libraries(), job.spec.owner, *spec); !known)
    return tl::unexpected(std::move(known).error());
  if (auto taken = take_hotwords(with_.store.hotwords(), job.spec.owner, *spec); !taken)
    return tl::unexpected(std::move(taken).error());
  return spec;
}

// Tells the heartbeat, which outlives it, of the progress, and ends with it.
AnalysisProcess::Watch JobRunner::watch_of(const ReadyJob& ready) {
  Heartbeat& heartbeat = *ready.heartbeat;
  heartbeat.reached(0, std::string(tagging::kOpeningStage));
  const jobs::Job& job = ready.claimed.job;
  return {[&](const tagging::Progress& p) { heartbeat.reached(p.fraction, p.stage); },
          [stop = heartbeat.token()] { return stop.stop_requested(); }, job.id,
          std::to_string(job.spec.owner)};
}

Result<FinishedAnalysis> JobRunner::analyse(const ReadyJob& ready) {
  auto spec = spec_of(ready.claimed.job);
  if (!spec) return tl::unexpected(std::move(spec).error());
  return with_.process.run(ready.input.file.get(), *spec, watch_of(ready));
}

Result<FinishedAnalysis> JobRunner::rebuild(const ReadyJob& ready) {
  const jobs::Job& job = ready.claimed.job;
  auto spec = spec_of(job);
  if (!spec) return tl::unexpected(std::move(spec).error());
  const auto kept = with_.store.results().outcome(job.spec.owner, job.id);
  if (!kept) return tl::unexpected(kept.error());
  if (!kept->facts) return fail(ErrorKind::kInternal, "No facts of this job were kept.");
  const auto facts = file_of(with_.store.blobs(), *kept->facts, with_.scratch);
  if (!facts) return tl::unexpected(facts.error());
  return with_.process.rebuild(facts->get(), *spec, watch_of(ready));
}

void JobRunner::run(const ReadyJob& job, const std::stop_token& stop) {
  ++with_.counts.running;
  const auto& claim = job.claimed.claim;
  if (const auto reason = job.heartbeat->reason(); reason != StopReason::kNone) {
    with_.reporter.not_done(claim, std::nullopt, reason);
  } else {
    const auto analysis = job.claimed.job.rebuild ? rebuild(job) : analyse(job);
    const auto ended = job.heartbeat->reason();
    if (analysis && ended != StopReason::kLost)
      finish(claim, *analysis, stop);
    else
      with_.reporter.not_done(claim, analysis ? std::nullopt : std::optional(analysis.error()), ended);
  }
  --with_.counts.running;
}

void JobRunner::finish(const jobs::Claim& claim, const FinishedAnalysis& analysis,
                       const std::stop_token& stop) {
  Keeping keeping(with_.store, claim, analysis);
  for (int i = 1; i <= kTriesToFinish; ++i) {
    const auto standing = keeping.try_it();
    if (standing) {
      ++(*standing == jobs::Standing::kHeld ? with_.counts.done : with_.counts.lost);
      return;
    }
    spdlog::error("job {}: its results could not be stored: {} {}", claim.job, standing.error().client.text,
                  standing.error().log.text);
    if (i < kTriesToFinish) pause(kBetweenTries, stop);
  }
  // The lease runs out, and the job is tried again.
}

}  // namespace smarttag::worker
