// Pipelines: queues of jobs with a priority and a number of jobs that may be worked on at once.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jobs/job.h"

namespace smarttag::jobs {

struct PipelineSpec {
  UserId owner = 0;
  std::string name;
  std::string speed = "Standard";
  int priority = 6;     // 1 to 10, 10 first
  int concurrency = 2;  // jobs at once, 1 or more
};

struct Pipeline {
  std::string id;
  PipelineSpec spec;
  bool paused = false;    // takes jobs, starts none
  bool standard = false;  // the one for jobs that name none
  Time created{};
  Time modified{};
};

struct PipelineChange {
  std::optional<std::string> name;
  std::optional<int> priority;
  std::optional<int> concurrency;
  std::optional<bool> paused;
};

// Thread-safe. Every call may fail with kStoreFailed; kNotFound also for a pipeline of somebody else.
class PipelineStore {
 public:
  PipelineStore() = default;
  virtual ~PipelineStore() = default;
  PipelineStore(const PipelineStore&) = delete;
  PipelineStore& operator=(const PipelineStore&) = delete;

  // kUsage: priority or concurrency out of bounds.
  virtual Result<Pipeline> create(const PipelineSpec& spec) = 0;
  virtual Result<Pipeline> find(UserId owner, const std::string& id) = 0;
  // Oldest first; of this speed, if one is given.
  virtual Result<std::vector<Pipeline>> list(UserId owner, const std::string& speed = {}) = 0;
  // The owner's standard pipeline; made at the first call.
  virtual Result<Pipeline> standard(UserId owner) = 0;
  virtual Result<Pipeline> update(UserId owner, const std::string& id, const PipelineChange& change) = 0;
  // kConflict: the standard pipeline, and one that still has jobs that are not finished. Finished jobs stay.
  virtual Result<void> remove(UserId owner, const std::string& id) = 0;
};

}  // namespace smarttag::jobs
