// Result type Subtitle: where the subtitle files lie. Each holds a number, a time range and the text of each
// cue.
#pragma once

#include <string>
#include <vector>

#include "results/json.h"

namespace smarttag::results {

struct Subtitle {
  static constexpr std::string_view kType = "Subtitle";
  // A URL is empty where nothing was said in that language.
  struct Detail {
    std::string all_result_url;
    std::string ch_result_url;   // Chinese
    std::string eng_result_url;  // English
  };
  std::vector<Detail> details;
};

void to_json(Json& json, const Subtitle& subtitle);
void from_json(const Json& json, Subtitle& subtitle);

}  // namespace smarttag::results
