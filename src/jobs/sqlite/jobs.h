// Jobs in SQLite. jobs_queue.cc moves them through their states, jobs.cc does the rest.
#pragma once

#include "jobs/job_store.h"
#include "jobs/sqlite/context.h"

namespace smarttag::jobs::sqlite {

class SqliteJobs final : public JobStore {
 public:
  explicit SqliteJobs(const Context& context) : context_(context) {}

  Result<Submitted> submit(const JobSpec& spec) override;
  Result<std::optional<ClaimedJob>> claim(const std::string& worker, std::chrono::milliseconds lease,
                                          const std::vector<UserId>& except) override;
  Result<Standing> heartbeat(const Claim& claim, double progress, const std::string& stage,
                             std::chrono::milliseconds lease) override;
  Result<void> rebuild(UserId owner, const std::string& id, const std::string& label_version) override;
  Result<Standing> finish(const Claim& claim, const Outcome& outcome) override;
  Result<AfterFailure> fail(const Claim& claim, const Error& error) override;
  Result<Standing> release(const Claim& claim) override;
  Result<Recovered> recover(int most) override;
  Result<Job> find(UserId owner, const std::string& id) override;
  Result<Listed<Job>> list(const JobFilter& filter, const Page& page) override;
  Result<void> remove(UserId owner, const std::string& id) override;
  Result<int> purge(Time finished_before, int most) override;
  Result<std::optional<Time>> oldest_waiting() override;
  Result<std::vector<JobCount>> counts() override;

 private:
  Result<bool> may_claim(Time now, const std::string& except);

  Context context_;
};

}  // namespace smarttag::jobs::sqlite
