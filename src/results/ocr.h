// Result type OCR: for each sampled frame that shows text, its lines. Times in seconds, boxes in displayed
// pixels.
#pragma once

#include <string>
#include <vector>

#include "results/position.h"

namespace smarttag::results {

struct Ocr {
  static constexpr std::string_view kType = "OCR";
  struct Line {
    double score = 0;
    Position position;
    std::string content;
  };
  struct Detail {
    double timestamp = 0;
    std::vector<Line> info;
  };
  std::vector<Detail> details;
};

void to_json(Json& json, const Ocr::Detail& detail);
void to_json(Json& json, const Ocr& ocr);
void from_json(const Json& json, Ocr& ocr);

}  // namespace smarttag::results
