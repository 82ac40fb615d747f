// Results, subtitle files and facts lie in the blob store; the database refers to them.
#include <array>

#include "jobs/sqlite/engine/schema_steps.h"

namespace smarttag::jobs::sqlite {
namespace {

// A revision is one change of a job's results; all that it brought lies in one blob. source: 0 auto, 1 hmi.
// job_results.place orders the results of a revision; job_files.facts marks the kept facts. jobs.rebuild
// is set while results are built anew: the label version that is wanted, or nothing in it. dropped_blobs are
// those that nothing refers to any more: they are removed when the transaction is over.
//
// The texts of version 1 go into the blob store once the database is open (results/old_texts.h), as SQL
// cannot write there.
constexpr std::string_view kResults = R"sql(
ALTER TABLE job_results RENAME TO old_results;
ALTER TABLE job_files RENAME TO old_files;
ALTER TABLE jobs ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
ALTER TABLE jobs ADD COLUMN rebuild TEXT;

CREATE TABLE job_revisions (
  job INTEGER NOT NULL REFERENCES jobs (number) ON DELETE CASCADE,
  revision INTEGER NOT NULL,
  source INTEGER NOT NULL CHECK (source BETWEEN 0 AND 1),
  author TEXT NOT NULL,
  created INTEGER NOT NULL,
  blob TEXT NOT NULL UNIQUE,
  PRIMARY KEY (job, revision)
) STRICT;
CREATE TABLE job_results (
  job INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  place INTEGER NOT NULL,
  type TEXT NOT NULL,
  position INTEGER NOT NULL,
  size INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (job, revision, place),
  UNIQUE (job, revision, type),
  FOREIGN KEY (job, revision) REFERENCES job_revisions (job, revision) ON DELETE CASCADE
) STRICT;
CREATE TABLE job_files (
  job INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  name TEXT NOT NULL,
  facts INTEGER NOT NULL,
  position INTEGER NOT NULL,
  size INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (job, name),
  FOREIGN KEY (job, revision) REFERENCES job_revisions (job, revision) ON DELETE CASCADE
) STRICT;
CREATE INDEX job_files_revision ON job_files (job, revision);

CREATE TABLE dropped_blobs (name TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TRIGGER job_revisions_deleted AFTER DELETE ON job_revisions BEGIN
  INSERT INTO dropped_blobs VALUES (old.blob) ON CONFLICT DO NOTHING;
END;
)sql";

constexpr std::array kParts{kResults};

}  // namespace

std::span<const std::string_view> schema_2() { return kParts; }

}  // namespace smarttag::jobs::sqlite
