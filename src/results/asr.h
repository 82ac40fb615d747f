// Result type ASR: recognised speech, segment by segment. Times in seconds.
#pragma once

#include <string>
#include <vector>

#include "results/json.h"

namespace smarttag::results {

struct Asr {
  static constexpr std::string_view kType = "ASR";
  struct Detail {
    double from = 0;
    double to = 0;
    std::string content;
    // "1", "2", ... in order of first words; empty, and missing in JSON, where unknown.
    std::string speaker_id{};
    // From 1: which sound track or channel says it; 0, and missing in JSON, where one alone speaks.
    int channel = 0;
    bool singing = false;  // missing in JSON where false
  };
  std::vector<Detail> details;
};

void to_json(Json& json, const Asr& asr);
void from_json(const Json& json, Asr& asr);

}  // namespace smarttag::results
