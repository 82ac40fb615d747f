// Jobs as rows of the table, and what every change of a job's state writes to the outbox.
#pragma once

#include <string>
#include <string_view>

#include "jobs/job.h"
#include "jobs/sqlite/engine/connection.h"

namespace smarttag::jobs::sqlite {

// jobs.phase; the schema's indices are made for these numbers.
enum class Phase { kReady = 0, kWaiting = 1, kProcessing = 2, kSuccess = 3, kFail = 4 };

JobState state_of(Phase phase);

// The columns that job_of reads, in its order; the first is the number.
extern const std::string_view kJobColumns;
Job job_of(const Row& row);

std::string to_json(const std::vector<Destination>& destinations);

// Writes the event of a job's new state, and its deliveries.
void tell(Connection& connection, const Job& job, JobState state, Time now);

}  // namespace smarttag::jobs::sqlite
