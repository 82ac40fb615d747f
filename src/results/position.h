// Where in the picture: integer pixels of the displayed picture, as the results give boxes.
#pragma once

#include <array>

#include "base/geometry.h"
#include "results/json.h"

namespace smarttag::results {

struct Position {
  std::array<int, 2> left_top{};      // x, y
  std::array<int, 2> right_bottom{};  // x, y
  bool operator==(const Position&) const = default;
};

// Rounds outwards to whole pixels; never negative.
Position position_of(const Box& box);

void to_json(Json& json, const Position& position);
void from_json(const Json& json, Position& position);

}  // namespace smarttag::results
