// Result type Meta: metadata such as the title.
#pragma once

#include <string>

#include "results/json.h"

namespace smarttag::results {

struct Meta {
  static constexpr std::string_view kType = "Meta";
  std::string title;
};

void to_json(Json& json, const Meta& meta);
void from_json(const Json& json, Meta& meta);

}  // namespace smarttag::results
