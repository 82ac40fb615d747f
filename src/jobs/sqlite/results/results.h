// References to results in SQLite.
#pragma once

#include "jobs/result_store.h"
#include "jobs/sqlite/context.h"

namespace smarttag::jobs::sqlite {

class SqliteResults final : public ResultStore {
 public:
  explicit SqliteResults(const Context& context) : context_(context) {}

  Result<Outcome> outcome(UserId owner, const std::string& job, ResultSource view) override;
  Result<std::vector<ResultRef>> revisions(UserId owner, const std::string& job,
                                           const std::string& type) override;
  Result<int> correct(const Correction& correction) override;
  Result<BlobPart> file(UserId owner, const std::string& job, const std::string& name) override;
  Result<std::vector<std::string>> dropped_blobs(int most) override;
  Result<void> blobs_removed(const std::vector<std::string>& names) override;
  Result<std::vector<std::string>> unknown_blobs(const std::vector<std::string>& names) override;

 private:
  Context context_;
};

}  // namespace smarttag::jobs::sqlite
