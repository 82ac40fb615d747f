// Punctuation of Chinese where the model gives none: it writes a space, or begins another segment, where a
// speaker pauses.
#pragma once

#include <vector>

#include "speech/utterances/utterance.h"

namespace smarttag::speech {

// Sentences in order of time, of one stretch of speech in Chinese. A space between two Han characters becomes
// a comma; a segment without a mark at its end gets one: a comma where the next one follows at once, else a
// full stop. The words follow.
void mark_pauses(std::vector<Utterance>& said);

}  // namespace smarttag::speech
