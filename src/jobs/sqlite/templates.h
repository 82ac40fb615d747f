#pragma once

#include "jobs/sqlite/context.h"
#include "jobs/template_store.h"

namespace smarttag::jobs::sqlite {

class SqliteTemplates final : public TemplateStore {
 public:
  explicit SqliteTemplates(const Context& context) : context_(context) {}

  Result<Template> create(const TemplateSpec& spec) override;
  Result<Template> find(UserId owner, const std::string& id) override;
  Result<Template> standard(UserId owner, int type) override;
  Result<Listed<Template>> list(const TemplateFilter& filter, const Page& page) override;
  Result<Template> update(UserId owner, const std::string& id, const std::optional<std::string>& name,
                          const std::optional<std::string>& config_json) override;
  Result<void> set_standard(UserId owner, const std::string& id) override;
  Result<void> remove(UserId owner, const std::string& id) override;

 private:
  Context context_;
};

}  // namespace smarttag::jobs::sqlite
