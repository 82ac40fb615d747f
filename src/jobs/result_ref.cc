#include "jobs/result_ref.h"

#include "jobs/identifier.h"
#include "jobs/result_store.h"

namespace smarttag::jobs {

std::string_view name_of(ResultSource source) { return source == ResultSource::kAuto ? "auto" : "hmi"; }

std::string new_blob_name(const std::string& job) { return job + "-" + random_id(); }

}  // namespace smarttag::jobs
