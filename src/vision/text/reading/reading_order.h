// The order in which people read the lines of a picture.
#pragma once

#include <cstddef>
#include <vector>

#include "base/geometry.h"

namespace smarttag::vision::text {

// How a page lies: by how much it was turned clockwise from upright.
enum class Turn { kNone, kQuarter, kHalf, kThreeQuarters };

// Of lines like these: upright, unless most of them stand on end. Those are columns, read from right to left,
// as Chinese is written and as a page that was turned clockwise shows its lines.
Turn turn_of(const std::vector<Box>& boxes);

// Indices into `boxes`: on the page set upright, rows from top to bottom, within a row from left to right.
// Boxes share a row when their heights are alike and overlap by more than half of the smaller one.
std::vector<std::size_t> reading_order(const std::vector<Box>& boxes, Turn turn);
inline std::vector<std::size_t> reading_order(const std::vector<Box>& boxes) {
  return reading_order(boxes, turn_of(boxes));
}

}  // namespace smarttag::vision::text
