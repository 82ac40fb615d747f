// What the libraries that a job names know: from the store into its specification.
#pragma once

#include "jobs/library_store.h"
#include "tagging/job_spec.h"

namespace smarttag::worker {

// Persons of the face libraries; landmarks, objects and logos of the others. kNotFound for a library that the
// owner does not have, kStoreFailed.
Result<void> take_known(jobs::LibraryStore& libraries, jobs::UserId owner, tagging::JobSpec& spec);

}  // namespace smarttag::worker
