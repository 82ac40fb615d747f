// The same words heard in two channels at once are one utterance.
#pragma once

#include <vector>

#include "facts/fact.h"

namespace smarttag::speech {

// Of facts of different channels (facts::Speech::channel) at the same time that say nearly the same, only the
// surest stays: a voice may reach two microphones, and one track may hold a mix of the others. `facts` in
// order of `from`.
void drop_copies(std::vector<TimedFact>& facts);

}  // namespace smarttag::speech
