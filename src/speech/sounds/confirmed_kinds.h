// What two models of sound agree on.
#pragma once

#include <vector>

#include "facts/fact.h"

namespace smarttag::speech {

// The model of kinds takes cries of animals and solo instruments for speech, singing or music. Of its facts
// (analyser "sound-kind") those remain that an event (analyser "sound") of the same name overlaps. Events
// that are called "speech" or "music" are there for this alone and go. The order of the facts is lost.
void keep_confirmed_kinds(std::vector<TimedFact>& facts);

}  // namespace smarttag::speech
