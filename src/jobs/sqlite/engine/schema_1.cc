// The first version of the tables.
#include <array>

#include "jobs/sqlite/engine/schema_steps.h"

namespace smarttag::jobs::sqlite {
namespace {

// All times are milliseconds since 1970 UTC. Texts named *_json are kept as they came.
//
// jobs.phase: 0 ready, 1 waits for its next try, 2 processing, 3 success, 4 fail. The API's Submitted is 0
// and 1: max(phase, 1) is the state that it shows. Indices name the phase, so that each holds only the rows
// it is for: the claim of a job does not slow down with the jobs that are finished. job_counts is kept by
// triggers: how many jobs of each phase a pipeline has.
constexpr std::string_view kJobs = R"sql(
CREATE TABLE pipelines (
  id TEXT NOT NULL PRIMARY KEY,
  owner INTEGER NOT NULL,
  name TEXT NOT NULL,
  speed TEXT NOT NULL,
  priority INTEGER NOT NULL CHECK (priority BETWEEN 1 AND 10),
  concurrency INTEGER NOT NULL CHECK (concurrency >= 1),
  paused INTEGER NOT NULL,
  standard INTEGER NOT NULL,
  created INTEGER NOT NULL,
  modified INTEGER NOT NULL,
  turn INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX pipelines_owner ON pipelines (owner, created);
CREATE UNIQUE INDEX pipelines_standard ON pipelines (owner) WHERE standard = 1;
CREATE INDEX pipelines_turn ON pipelines (turn);

CREATE TABLE jobs (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  owner INTEGER NOT NULL,
  pipeline TEXT NOT NULL,
  priority INTEGER NOT NULL CHECK (priority BETWEEN 1 AND 10),
  phase INTEGER NOT NULL CHECK (phase BETWEEN 0 AND 4),
  title TEXT NOT NULL,
  content TEXT NOT NULL,
  user_data TEXT NOT NULL,
  input_json TEXT NOT NULL,
  params_json TEXT NOT NULL,
  template_id TEXT NOT NULL,
  template_json TEXT NOT NULL,
  notify_url TEXT NOT NULL,
  destinations_json TEXT NOT NULL,
  client_token TEXT,
  time_limit INTEGER,
  created INTEGER NOT NULL,
  modified INTEGER NOT NULL,
  started INTEGER,
  finished INTEGER,
  due INTEGER,
  attempt INTEGER NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0,
  lease INTEGER,
  lease_until INTEGER,
  deadline INTEGER,
  worker TEXT NOT NULL DEFAULT '',
  progress REAL NOT NULL DEFAULT 0,
  stage TEXT NOT NULL DEFAULT '',
  error_kind TEXT,
  error_client TEXT NOT NULL DEFAULT '',
  error_log TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX jobs_client_token ON jobs (owner, client_token) WHERE client_token IS NOT NULL;
CREATE INDEX jobs_owner ON jobs (owner, number);
CREATE INDEX jobs_state ON jobs (owner, max(phase, 1), number);
CREATE INDEX jobs_ready ON jobs (pipeline, priority DESC, number) WHERE phase = 0;
CREATE INDEX jobs_waiting ON jobs (due) WHERE phase = 1;
CREATE INDEX jobs_lease ON jobs (lease_until) WHERE phase = 2;
CREATE INDEX jobs_deadline ON jobs (deadline) WHERE phase = 2;
CREATE INDEX jobs_finished ON jobs (finished) WHERE phase >= 3;

CREATE TABLE job_results (
  job INTEGER NOT NULL REFERENCES jobs (number) ON DELETE CASCADE,
  place INTEGER NOT NULL,
  type TEXT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (job, place)
) STRICT;
CREATE TABLE job_usages (
  job INTEGER NOT NULL REFERENCES jobs (number) ON DELETE CASCADE,
  place INTEGER NOT NULL,
  type TEXT NOT NULL,
  quota INTEGER NOT NULL,
  PRIMARY KEY (job, place)
) STRICT;
CREATE TABLE job_files (
  job INTEGER NOT NULL REFERENCES jobs (number) ON DELETE CASCADE,
  place INTEGER NOT NULL,
  name TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (job, place),
  UNIQUE (job, name)
) STRICT;

CREATE TABLE job_counts (
  owner INTEGER NOT NULL,
  pipeline TEXT NOT NULL,
  phase INTEGER NOT NULL,
  jobs INTEGER NOT NULL,
  PRIMARY KEY (owner, pipeline, phase)
) STRICT, WITHOUT ROWID;
CREATE INDEX job_counts_ready ON job_counts (pipeline) WHERE phase = 0 AND jobs > 0;
CREATE TRIGGER jobs_inserted AFTER INSERT ON jobs BEGIN
  INSERT INTO job_counts VALUES (new.owner, new.pipeline, new.phase, 1)
    ON CONFLICT DO UPDATE SET jobs = jobs + 1;
END;
CREATE TRIGGER jobs_moved AFTER UPDATE OF phase ON jobs WHEN old.phase <> new.phase BEGIN
  UPDATE job_counts SET jobs = jobs - 1
    WHERE owner = old.owner AND pipeline = old.pipeline AND phase = old.phase;
  INSERT INTO job_counts VALUES (new.owner, new.pipeline, new.phase, 1)
    ON CONFLICT DO UPDATE SET jobs = jobs + 1;
END;
CREATE TRIGGER jobs_deleted AFTER DELETE ON jobs BEGIN
  UPDATE job_counts SET jobs = jobs - 1
    WHERE owner = old.owner AND pipeline = old.pipeline AND phase = old.phase;
END;
)sql";

// The outbox. An event is one change of a job's state; a delivery takes it to one destination. Of the
// deliveries of a job to one destination that are not yet done, only the first has head = 1 and may be taken:
// this keeps them in order. deliveries.status: 0 pending, 1 done, 2 given up.
constexpr std::string_view kOutbox = R"sql(
CREATE TABLE events (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  job TEXT NOT NULL,
  owner INTEGER NOT NULL,
  pipeline TEXT NOT NULL,
  state TEXT NOT NULL,
  user_data TEXT NOT NULL,
  created INTEGER NOT NULL
) STRICT;
CREATE INDEX events_job ON events (job, number);
CREATE INDEX events_created ON events (created);

CREATE TABLE deliveries (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  event INTEGER NOT NULL REFERENCES events (number) ON DELETE CASCADE,
  job TEXT NOT NULL,
  channel TEXT NOT NULL,
  target TEXT NOT NULL,
  status INTEGER NOT NULL DEFAULT 0 CHECK (status BETWEEN 0 AND 2),
  head INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_try INTEGER NOT NULL,
  lease INTEGER,
  first_taken INTEGER,
  finished INTEGER,
  note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX deliveries_event ON deliveries (event);
CREATE INDEX deliveries_line ON deliveries (job, channel, target, number) WHERE status = 0;
CREATE INDEX deliveries_due ON deliveries (channel, next_try) WHERE status = 0 AND head = 1;
CREATE INDEX deliveries_target ON deliveries (channel, target, next_try) WHERE status = 0 AND head = 1;
CREATE INDEX deliveries_status ON deliveries (status, number) WHERE status <> 1;

CREATE TABLE queues (
  name TEXT NOT NULL PRIMARY KEY,
  owner INTEGER NOT NULL,
  visibility_seconds INTEGER NOT NULL,
  created INTEGER NOT NULL,
  modified INTEGER NOT NULL
) STRICT;
)sql";

// probe has one row, written to find out whether the disk takes writes.
constexpr std::string_view kAccounts = R"sql(
CREATE TABLE probe (times INTEGER NOT NULL) STRICT;
INSERT INTO probe VALUES (0);
CREATE TABLE users (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  policies_json TEXT NOT NULL,
  sealed_webhook_secret BLOB NOT NULL,
  created INTEGER NOT NULL
) STRICT;
CREATE TABLE access_keys (
  id TEXT NOT NULL PRIMARY KEY,
  owner INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  sealed_secret BLOB NOT NULL,
  active INTEGER NOT NULL,
  policy_json TEXT NOT NULL,
  created INTEGER NOT NULL
) STRICT;
CREATE INDEX access_keys_owner ON access_keys (owner);
)sql";

constexpr std::string_view kRegistered = R"sql(
CREATE TABLE templates (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  owner INTEGER NOT NULL,
  name TEXT NOT NULL,
  type INTEGER NOT NULL,
  subtype INTEGER NOT NULL,
  config_json TEXT NOT NULL,
  standard INTEGER NOT NULL,
  created INTEGER NOT NULL,
  modified INTEGER NOT NULL
) STRICT;
CREATE INDEX templates_owner ON templates (owner, type, number);
CREATE UNIQUE INDEX templates_standard ON templates (owner, type) WHERE standard = 1;

CREATE TABLE libraries (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  owner INTEGER NOT NULL,
  algorithm TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  created INTEGER NOT NULL
) STRICT;
CREATE INDEX libraries_owner ON libraries (owner, algorithm, number);
CREATE TABLE entities (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  library TEXT NOT NULL REFERENCES libraries (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  info_json TEXT NOT NULL,
  created INTEGER NOT NULL
) STRICT;
CREATE INDEX entities_library ON entities (library, number);
CREATE TABLE samples (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  entity TEXT NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
  image_url TEXT NOT NULL,
  label_prompt TEXT NOT NULL,
  model TEXT NOT NULL,
  vector BLOB NOT NULL,
  picture BLOB NOT NULL,
  created INTEGER NOT NULL
) STRICT;
CREATE INDEX samples_entity ON samples (entity, number);

CREATE TABLE hotword_libraries (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  owner INTEGER NOT NULL,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  scenario TEXT NOT NULL,
  hotwords_json TEXT NOT NULL,
  created INTEGER NOT NULL,
  modified INTEGER NOT NULL
) STRICT;
CREATE INDEX hotword_libraries_owner ON hotword_libraries (owner, number);

CREATE TABLE media (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  owner INTEGER NOT NULL,
  input_url TEXT NOT NULL,
  reference_id TEXT,
  client_token TEXT,
  media_type TEXT NOT NULL,
  business_type TEXT NOT NULL,
  source TEXT NOT NULL,
  status TEXT NOT NULL,
  title TEXT NOT NULL,
  fields_json TEXT NOT NULL,
  created INTEGER NOT NULL,
  modified INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX media_input_url ON media (owner, input_url);
CREATE UNIQUE INDEX media_reference ON media (owner, reference_id) WHERE reference_id IS NOT NULL;
CREATE UNIQUE INDEX media_client_token ON media (owner, client_token) WHERE client_token IS NOT NULL;
CREATE INDEX media_owner ON media (owner, number);
)sql";

constexpr std::array kParts{kJobs, kOutbox, kAccounts, kRegistered};

}  // namespace

std::span<const std::string_view> schema_1() { return kParts; }

}  // namespace smarttag::jobs::sqlite
