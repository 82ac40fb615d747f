// The order in which people read the lines of a picture.
#pragma once

#include <cstddef>
#include <vector>

#include "base/geometry.h"

namespace smarttag::vision::text {

// Indices into `boxes`: rows from top to bottom, within a row from left to right. Boxes share a row when
// their heights are alike and overlap by more than half of the smaller one.
std::vector<std::size_t> reading_order(const std::vector<Box>& boxes);

}  // namespace smarttag::vision::text
