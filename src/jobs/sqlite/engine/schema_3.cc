// Limits of users, webhook secrets that change, and no columns that nobody sets.
#include <array>

#include "jobs/sqlite/engine/schema_steps.h"

namespace smarttag::jobs::sqlite {
namespace {

// What is NULL in users.max_* is as the settings say, 0 is any number. The secret before the present one
// signs callbacks as well until previous_secret_until.
constexpr std::string_view kLimits = R"sql(
ALTER TABLE users ADD COLUMN max_jobs INTEGER;
ALTER TABLE users ADD COLUMN max_analyses INTEGER;
ALTER TABLE users ADD COLUMN weight INTEGER NOT NULL DEFAULT 1 CHECK (weight BETWEEN 1 AND 100);
ALTER TABLE users ADD COLUMN sealed_previous_secret BLOB;
ALTER TABLE users ADD COLUMN previous_secret_until INTEGER;

DROP INDEX jobs_client_token;
DROP INDEX jobs_deadline;
ALTER TABLE jobs DROP COLUMN client_token;
ALTER TABLE jobs DROP COLUMN time_limit;
ALTER TABLE jobs DROP COLUMN deadline;
CREATE INDEX jobs_oldest ON jobs (created) WHERE phase <= 1;
)sql";

constexpr std::array kParts{kLimits};

}  // namespace

std::span<const std::string_view> schema_3() { return kParts; }

}  // namespace smarttag::jobs::sqlite
