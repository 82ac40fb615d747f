#include "worker/pool/job_reporter.h"

#include <spdlog/spdlog.h>

namespace smarttag::worker {

void JobReporter::not_done(const jobs::Claim& claim, const std::optional<Error>& error, StopReason reason) {
  switch (reason) {
    case StopReason::kNone:
      return failed(claim, error.value_or(Error{ErrorKind::kInternal, {"The job ended without results."}}));
    case StopReason::kLost:
      return lost(claim);
    case StopReason::kShutdown:
      return released(claim);
  }
}

void JobReporter::failed(const jobs::Claim& claim, const Error& error) {
  spdlog::warn("job {} failed: {} {}", claim.job, error.client.text, error.log.text);
  const auto after = jobs_.fail(claim, error);
  if (!after) {
    spdlog::error("job {}: its failure could not be stored: {}", claim.job, after.error().log.text);
    return;
  }
  ++(*after == jobs::AfterFailure::kLost ? counts_.lost : counts_.failed);
}

void JobReporter::lost(const jobs::Claim& claim) {
  ++counts_.lost;
  spdlog::info("job {}: cancelled, or another worker's", claim.job);
}

void JobReporter::released(const jobs::Claim& claim) {
  ++counts_.released;
  if (const auto released = jobs_.release(claim); !released)
    spdlog::error("job {} could not be given back: {}", claim.job, released.error().log.text);
}

}  // namespace smarttag::worker
