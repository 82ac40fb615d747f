// Results as rows of the tables.
#pragma once

#include "jobs/job.h"
#include "jobs/result_ref.h"
#include "jobs/sqlite/engine/connection.h"

namespace smarttag::jobs::sqlite {

// Who made a change of a job's results.
struct Maker {
  ResultSource source = ResultSource::kAuto;
  std::string author{};
};

// Adds the references to the results, files and facts of an outcome as a new revision of the job with this
// number; nothing when there are none. Its number. kInternal when the parts lie in several blobs.
Result<int> add_revision(Connection& connection, std::int64_t job, const Outcome& outcome, const Maker& maker,
                         Time now);

// Drops what the machine made, whose blob goes to the dropped ones.
void drop_machine_revisions(Connection& connection, std::int64_t job);

// The number of a job of this owner.
std::optional<std::int64_t> number_of(Connection& connection, UserId owner, const std::string& job);

}  // namespace smarttag::jobs::sqlite
