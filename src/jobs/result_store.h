// The results of jobs by reference: the database says where they lie, the blob store holds them. A blob is
// written before the transaction that refers to it, and removed after the one that dropped it; what a crash
// leaves between is found by the keeper.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "jobs/job.h"
#include "jobs/result_ref.h"

namespace smarttag::jobs {

// A person's correction of one result.
struct Correction {
  UserId owner = 0;
  std::string job;
  int base = 0;  // the revision that was corrected: the one that stands
  std::string author;
  // The corrected result comes first, then what follows from it; its blob is in the blob store already.
  Outcome outcome;
};

// Thread-safe, and safe for several processes on one database. Every call may fail with kStoreFailed.
class ResultStore {
 public:
  ResultStore() = default;
  virtual ~ResultStore() = default;
  ResultStore(const ResultStore&) = delete;
  ResultStore& operator=(const ResultStore&) = delete;

  // kAuto: the machine's results; kHmi: those that stand, of each type the last correction, or the machine's
  // where nobody corrected. Files are those of all. Empty unless the job ended in success. kNotFound also for
  // a job of somebody else.
  virtual Result<Outcome> outcome(UserId owner, const std::string& job,
                                  ResultSource view = ResultSource::kAuto) = 0;

  // Every kept revision of the results of this type, of all types when it is empty; the older first.
  // kNotFound as outcome.
  virtual Result<std::vector<ResultRef>> revisions(UserId owner, const std::string& job,
                                                   const std::string& type) = 0;

  // Makes a new revision of the first type of the outcome; its number. kConflict, and nothing changed:
  // another revision of the type stands than the one that was corrected. kNotFound: no such job of the owner,
  // or none with a result of the type.
  virtual Result<int> correct(const Correction& correction) = 0;

  // Where one file lies. kNotFound: no such job of the owner, no such file.
  virtual Result<BlobPart> file(UserId owner, const std::string& job, const std::string& name) = 0;

  // Blobs that no job refers to any more, at most so many; who has removed them says so.
  virtual Result<std::vector<std::string>> dropped_blobs(int most) = 0;
  virtual Result<void> blobs_removed(const std::vector<std::string>& names) = 0;

  // Those of the names that no job refers to, dropped ones among them.
  virtual Result<std::vector<std::string>> unknown_blobs(const std::vector<std::string>& names) = 0;
};

// A name that no other blob has: that of the job, and a random part.
std::string new_blob_name(const std::string& job);

}  // namespace smarttag::jobs
