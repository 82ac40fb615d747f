// What kind of talk it is.
#pragma once

#include <vector>

#include "language/notes/talk.h"

namespace smarttag::language {

// Shares that sum to 1.
struct Scene {
  double interview = 0;
  double lecture = 0;
  double meeting = 0;
};

// A third each for a talk without words. By how many speak and how evenly, who asks, how long turns are, and
// phrases of each kind of talk.
Scene scene_of(const Talk& talk);

}  // namespace smarttag::language
