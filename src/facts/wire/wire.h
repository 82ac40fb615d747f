// Facts to their wire form (facts.proto) and back.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "facts/fact.h"

namespace smarttag::facts {

std::string to_wire(const TimedFact& fact);

// Fields and kinds that this program does not know are kept in TimedFact::newer and written again by to_wire.
// kInputUnreadable for bytes that are no fact, or lists of unequal length.
Result<TimedFact> from_wire(std::string_view bytes);

}  // namespace smarttag::facts
