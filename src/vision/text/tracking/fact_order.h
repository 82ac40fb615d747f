// The finished facts of text, put in order.
#pragma once

#include <vector>

#include "facts/fact.h"

namespace smarttag::vision::text {

// Joins facts of the same text at nearly the same place where the one begins as the other ends, or up to 0.75
// s later: a line that was lost for a moment. Of facts joined, the one with the longer stay gives the text.
std::vector<TimedFact> without_gaps(std::vector<TimedFact> facts);

// By beginning; those that begin together in reading order.
std::vector<TimedFact> in_order(std::vector<TimedFact> facts);

}  // namespace smarttag::vision::text
