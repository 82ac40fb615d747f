#pragma once

#include "jobs/pipeline_store.h"
#include "jobs/sqlite/context.h"

namespace smarttag::jobs::sqlite {

class SqlitePipelines final : public PipelineStore {
 public:
  explicit SqlitePipelines(const Context& context) : context_(context) {}

  Result<Pipeline> create(const PipelineSpec& spec) override;
  Result<Pipeline> find(UserId owner, const std::string& id) override;
  Result<std::vector<Pipeline>> list(UserId owner, const std::string& speed) override;
  Result<Pipeline> standard(UserId owner) override;
  Result<Pipeline> update(UserId owner, const std::string& id, const PipelineChange& change) override;
  Result<void> remove(UserId owner, const std::string& id) override;

 private:
  Context context_;
};

}  // namespace smarttag::jobs::sqlite
