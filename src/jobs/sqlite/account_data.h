// What hangs on a user, over all tables. Each function works within the caller's transaction.
#pragma once

#include "jobs/job.h"
#include "jobs/sqlite/engine/connection.h"

namespace smarttag::jobs::sqlite {

// Jobs with results, events, pipelines, queues, templates, libraries, media. A worker that has one of the
// jobs learns so at its next heartbeat, and links to files lead nowhere.
void erase_data_of(Connection& connection, UserId user);

// All of that becomes another's. The pipeline and template that were standard are so no longer; a medium that
// both have registered stays as the other has it.
void hand_over_data(Connection& connection, UserId from, UserId to);

}  // namespace smarttag::jobs::sqlite
