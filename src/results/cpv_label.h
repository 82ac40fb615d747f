// Result type CPVLabel, of label versions 2.0 and 2.0-custom: categories, entities, hot words and free tags.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "results/json.h"

namespace smarttag::results {

// Times in seconds; scores and probabilities 0 to 1.
struct CpvLabel {
  static constexpr std::string_view kType = "CPVLabel";
  struct Track {
    double score = 0;
    std::array<int, 4> bbox{};  // left, top, right, bottom in displayed pixels
    double timestamp = 0;
  };
  struct Detail {
    double score = 0;
    double start = 0;
    double end = 0;
    std::vector<Track> tracks;  // only of entities that have a place in the picture
  };
  struct Label {
    std::string level1;
    std::string level2;                    // may be empty
    std::string label;                     // may be empty
    double probability = 0;                // share of the media in which it appears; 1 for a picture
    std::optional<std::string> knowledge;  // of entities: a JSON object as text, "" where nothing is known
    std::vector<Detail> details;
  };
  std::string type = "auto";
  std::vector<Label> cates;
  std::vector<Label> entities;
  std::vector<Label> hotwords;
  std::vector<Label> free_tags;
};

void to_json(Json& json, const CpvLabel& label);
void from_json(const Json& json, CpvLabel& label);

}  // namespace smarttag::results
