// One sound that several channels hear.
#pragma once

#include <vector>

#include "facts/fact.h"

namespace smarttag::speech {

// Sound facts of one label and analyser that overlap become one, with the highest of their scores. Their
// order is lost.
void join_same_sounds(std::vector<TimedFact>& facts);

}  // namespace smarttag::speech
