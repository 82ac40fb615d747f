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
ALTER TABLE users ADD COLUMN max_bytes INTEGER;
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

// How much the results, subtitle files and facts of a user's jobs take: kept by triggers, as a sum over all
// of them would slow every submission. Jobs go before their results do, so a deleted job takes its sum with
// it.
constexpr std::string_view kStoredBytes = R"sql(
ALTER TABLE jobs ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;
CREATE TABLE stored_bytes (owner INTEGER NOT NULL PRIMARY KEY, bytes INTEGER NOT NULL) STRICT;

CREATE TRIGGER job_results_stored AFTER INSERT ON job_results BEGIN
  UPDATE jobs SET bytes = bytes + new.size WHERE number = new.job;
END;
CREATE TRIGGER job_results_dropped AFTER DELETE ON job_results BEGIN
  UPDATE jobs SET bytes = bytes - old.size WHERE number = old.job;
END;
CREATE TRIGGER job_files_stored AFTER INSERT ON job_files BEGIN
  UPDATE jobs SET bytes = bytes + new.size WHERE number = new.job;
END;
CREATE TRIGGER job_files_dropped AFTER DELETE ON job_files BEGIN
  UPDATE jobs SET bytes = bytes - old.size WHERE number = old.job;
END;
CREATE TRIGGER jobs_bytes AFTER UPDATE OF bytes, owner ON jobs BEGIN
  INSERT INTO stored_bytes VALUES (old.owner, -old.bytes)
    ON CONFLICT DO UPDATE SET bytes = bytes + excluded.bytes;
  INSERT INTO stored_bytes VALUES (new.owner, new.bytes)
    ON CONFLICT DO UPDATE SET bytes = bytes + excluded.bytes;
END;
CREATE TRIGGER jobs_bytes_dropped AFTER DELETE ON jobs BEGIN
  UPDATE stored_bytes SET bytes = bytes - old.bytes WHERE owner = old.owner;
END;

UPDATE jobs SET bytes = coalesce((SELECT sum(size) FROM job_results WHERE job = number), 0) +
  coalesce((SELECT sum(size) FROM job_files WHERE job = number), 0);
)sql";

constexpr std::array kParts{kLimits, kStoredBytes};

}  // namespace

std::span<const std::string_view> schema_3() { return kParts; }

}  // namespace smarttag::jobs::sqlite
