// Which template a job runs by.
#pragma once

#include <string>

#include "api/operation.h"

namespace smarttag::api {

struct TemplateChoice {
  std::string id;           // of the template that was taken, the default ones included
  std::string config_json;  // resolved: a later change of the template changes nothing in the job
};

// The template named by `id`, else the caller's default one, else the first system template; over it, key by
// key, what stands in `overrides_json` (empty: nothing). kNotFound: no such template. kUsage: the overrides
// are no JSON object.
Result<TemplateChoice> choose_template(const Call& call, const std::string& id,
                                       const std::string& overrides_json);

}  // namespace smarttag::api
