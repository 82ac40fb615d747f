// The words that a job's owner expects: from hotword libraries into the job's specification.
#pragma once

#include "jobs/hotword_store.h"
#include "tagging/job_spec.h"

namespace smarttag::worker {

// Words of all libraries of the owner whose UsageScenario is ASR or StructuredMediaAssets, newest libraries
// first, each word once. The API's weights of 1 to 5 (4 where none is given) become quarters; words of weight
// 0 and less, which recognition is to avoid, are left out. kStoreFailed.
Result<void> take_hotwords(jobs::HotwordStore& libraries, jobs::UserId owner, tagging::JobSpec& spec);

}  // namespace smarttag::worker
