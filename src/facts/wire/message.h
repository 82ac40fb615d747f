// Facts to protobuf messages and back, for those who write or read the messages themselves.
#pragma once

#include "base/error.h"
#include "facts.pb.h"
#include "facts/fact.h"

namespace smarttag::facts {

wire::Fact to_message(const TimedFact& fact);

// As from_wire. Leaves in the message only what this program does not know.
Result<TimedFact> from_message(wire::Fact& message);

}  // namespace smarttag::facts
