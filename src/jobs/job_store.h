// The durable queue of jobs. What a call has answered survives a crash; every change of a job's state writes
// its event to the outbox (outbox.h) in the same transaction.
//
// A job is promised to be worked on at least once, never exactly once: who was too slow to send heartbeats
// may find that another has the job. It then learns so from Standing::kLost and must stop; its results are
// not taken.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jobs/job.h"
#include "jobs/page.h"

namespace smarttag::jobs {

struct Submitted {
  std::string id;
};

enum class Standing { kHeld, kLost };

enum class AfterFailure {
  kLost,  // the claim had been lost: nothing was changed
  kTriesAgain,
  kFailed,
};

struct JobFilter {
  std::optional<UserId> owner;
  std::optional<JobState> state;
  std::optional<std::string> pipeline;
};

struct JobCount {
  UserId owner = 0;
  std::string pipeline;
  JobState state{};
  std::int64_t jobs = 0;
};

struct Recovered {
  int tried_again = 0;
  int failed = 0;
};

// Thread-safe, and safe for several processes on one database. Every call may fail with kStoreFailed.
class JobStore {
 public:
  JobStore() = default;
  virtual ~JobStore() = default;
  JobStore(const JobStore&) = delete;
  JobStore& operator=(const JobStore&) = delete;

  // kNotFound: no such pipeline of the owner. kConflict: the owner's limits allow no further job.
  virtual Result<Submitted> submit(const JobSpec& spec) = 0;

  // The next job, for `lease`: of the pipelines that are active and have fewer jobs in work than they may,
  // and whose owner has, one of the user with the fewest jobs in work for their weight (those alike in turn),
  // of that user's the one of the highest priority (those alike in turn), and in it the job of the highest
  // priority, the older first. Nothing when no job may start, and none of the users in `except`. Jobs whose
  // next try is due come back before that.
  virtual Result<std::optional<ClaimedJob>> claim(const std::string& worker, std::chrono::milliseconds lease,
                                                  const std::vector<UserId>& except = {}) = 0;

  // Makes the lease end `lease` from now and keeps the progress (0 to 1). kLost also when the job was
  // removed.
  virtual Result<Standing> heartbeat(const Claim& claim, double progress, const std::string& stage,
                                     std::chrono::milliseconds lease) = 0;

  // Puts a finished job back into its line, to have its results built anew from the kept facts, of this label
  // version ("": that of its template). Its results stay until then, and for good when it fails: the job ends
  // in success all the same. kNotFound as find. kConflict: the job has not ended in success, or has no facts.
  virtual Result<void> rebuild(UserId owner, const std::string& id, const std::string& label_version) = 0;

  // Success, with what came of it; its blob is in the blob store already. Of a rebuild it takes the place of
  // the machine's results; corrections stay.
  virtual Result<Standing> finish(const Claim& claim, const Outcome& outcome) = 0;

  // The attempt failed: the job is tried again or fails, as the retry policy says of the error.
  virtual Result<AfterFailure> fail(const Claim& claim, const Error& error) = 0;

  // The worker gives the job back untouched, as it stops: no failure is counted.
  virtual Result<Standing> release(const Claim& claim) = 0;

  // Jobs whose lease has ended are tried again or fail, as the retry policy says: a worker that vanished
  // counts as a failed attempt, since the job may have taken it along. At most `most` at a time, so that no
  // transaction is long.
  virtual Result<Recovered> recover(int most) = 0;

  // kNotFound also for a job of somebody else.
  virtual Result<Job> find(UserId owner, const std::string& id) = 0;

  // kUsage on a bad page.
  virtual Result<Listed<Job>> list(const JobFilter& filter, const Page& page) = 0;

  // Cancels a job that is not finished (it ends as Fail, which is told), then forgets it with its results.
  // Who works on it learns so at the next heartbeat. kNotFound as find.
  virtual Result<void> remove(UserId owner, const std::string& id) = 0;

  // Forgets jobs that were finished before; how many, at most `most`.
  virtual Result<int> purge(Time finished_before, int most) = 0;

  // When the job was submitted that has waited longest, if one waits in a pipeline that is not paused.
  virtual Result<std::optional<Time>> oldest_waiting() = 0;

  // How many jobs are in each state; rows of 0 are left out. Quick however many jobs there are.
  virtual Result<std::vector<JobCount>> counts() = 0;
};

}  // namespace smarttag::jobs
