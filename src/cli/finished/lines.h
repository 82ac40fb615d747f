// What was read and said, line by line, for people.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "results/job.h"

namespace smarttag::cli {

struct Line {
  double from = 0;  // seconds
  double to = 0;
  bool speech = false;  // else it was read on screen
  std::string text;
};

// From the OCR and ASR results, in order of time; a text on screen once for every stretch in which it is
// seen. kInternal when a result does not parse.
Result<std::vector<Line>> lines_of(const std::vector<results::TypedResult>& results);

// The result of a type; nullptr where there is none.
const results::TypedResult* find_result(const std::vector<results::TypedResult>& results,
                                        std::string_view type);

}  // namespace smarttag::cli
