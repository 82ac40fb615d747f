// Result type TextLabel: what speech and text on screen name. One tag for each kind that has a value.
#pragma once

#include <string>
#include <vector>

#include "results/json.h"

namespace smarttag::results {

struct TextLabel {
  static constexpr std::string_view kType = "TextLabel";
  struct Tag {
    std::string name;   // Region, Organization, Brand, Keyword
    std::string value;  // with commas between several
  };
  std::vector<Tag> tags;
};

void to_json(Json& json, const TextLabel& label);
void from_json(const Json& json, TextLabel& label);

}  // namespace smarttag::results
