// What the object model says of one place in a picture.
#pragma once

#include <algorithm>
#include <vector>

#include "base/geometry.h"

namespace smarttag::vision::objects {

struct Detection {
  Box box;                    // pixels of the picture looked at
  std::vector<float> scores;  // of every class, 0 to 1; they need not add up to 1

  float best() const { return scores.empty() ? 0 : *std::max_element(scores.begin(), scores.end()); }
};

}  // namespace smarttag::vision::objects
