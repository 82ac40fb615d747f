// Everything that the service keeps, behind one interface for each noun. A database is one implementation of
// them all (sqlite/), and must pass every test in conformance/.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "blobs/blob_store.h"
#include "jobs/account_store.h"
#include "jobs/changes.h"
#include "jobs/hotword_store.h"
#include "jobs/job_store.h"
#include "jobs/library_store.h"
#include "jobs/media_store.h"
#include "jobs/nonce_store.h"
#include "jobs/outbox.h"
#include "jobs/pipeline_store.h"
#include "jobs/result_store.h"
#include "jobs/retry_policy.h"
#include "jobs/template_store.h"

namespace smarttag::jobs {

struct StoreOptions {
  std::string url;  // "sqlite:FOLDER", see databases/open_store.h
  RetryPolicy retry{};
  const Clock* clock = &system_clock();  // outlives the store
  NonceLimits nonces{};
  std::string blobs{};  // where results lie, see blobs/open_blob_store.h; empty: in the database's own folder
  UserLimits limits{};  // of users without limits of their own
};

// Thread-safe; the stores live as long as this does.
class Store {
 public:
  Store() = default;
  virtual ~Store() = default;
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  virtual JobStore& jobs() = 0;
  virtual ResultStore& results() = 0;
  virtual blobs::BlobStore& blobs() = 0;
  virtual PipelineStore& pipelines() = 0;
  virtual Outbox& outbox() = 0;
  virtual QueueStore& queues() = 0;
  virtual AccountStore& accounts() = 0;
  virtual TemplateStore& templates() = 0;
  virtual LibraryStore& libraries() = 0;
  virtual HotwordStore& hotwords() = 0;
  virtual MediaStore& media() = 0;

  virtual NonceStore& nonces() = 0;

  // 32 secret bytes that are the same for every process on this database, for one purpose ("links").
  virtual std::string derived_key(std::string_view purpose) = 0;

  // Told when anything was committed; at least by this process.
  virtual Changes& changes() = 0;

  // Whether the database can be written just now: writes to it. kStoreFailed.
  virtual Result<void> probe() = 0;
};

}  // namespace smarttag::jobs
