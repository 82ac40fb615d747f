// The templates that come with the program: data/system_templates.json, the first of which is taken where a
// job names none and its user has set no default.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace smarttag::api::templates {

struct SystemTemplate {
  std::string id;
  std::string name;
  std::string config_json;
};

// All, at least one. Read at the first call, from the home folder. kInternal: the file is missing or damaged.
Result<std::span<const SystemTemplate>> system_templates();

// Nullptr when there is none of this id.
Result<const SystemTemplate*> find_system_template(std::string_view id);

}  // namespace smarttag::api::templates
