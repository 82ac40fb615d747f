// Templates: named configurations of an analysis.
#pragma once

#include <optional>
#include <string>

#include "jobs/job.h"
#include "jobs/page.h"

namespace smarttag::jobs {

struct TemplateSpec {
  UserId owner = 0;
  std::string name;
  int type = 0;
  int subtype = 0;
  std::string config_json;
};

struct Template {
  std::string id;
  TemplateSpec spec;
  bool standard = false;  // of its owner and type
  Time created{};
  Time modified{};
};

struct TemplateFilter {
  UserId owner = 0;
  int type = 0;
  std::optional<int> subtype{};
  std::string name;  // a part of the name; empty: any
  std::string id;    // empty: any
};

// Thread-safe. Every call may fail with kStoreFailed; kNotFound also for a template of somebody else.
class TemplateStore {
 public:
  TemplateStore() = default;
  virtual ~TemplateStore() = default;
  TemplateStore(const TemplateStore&) = delete;
  TemplateStore& operator=(const TemplateStore&) = delete;

  virtual Result<Template> create(const TemplateSpec& spec) = 0;
  virtual Result<Template> find(UserId owner, const std::string& id) = 0;
  virtual Result<Template> standard(UserId owner, int type) = 0;  // kNotFound: none was set
  virtual Result<Listed<Template>> list(const TemplateFilter& filter, const Page& page) = 0;
  virtual Result<Template> update(UserId owner, const std::string& id, const std::optional<std::string>& name,
                                  const std::optional<std::string>& config_json) = 0;
  virtual Result<void> set_standard(UserId owner,
                                    const std::string& id) = 0;  // the one before is it no longer
  virtual Result<void> remove(UserId owner, const std::string& id) = 0;
};

}  // namespace smarttag::jobs
