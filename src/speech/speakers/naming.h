// Which speaker each run of a voice is.
#pragma once

#include <vector>

#include "speech/speakers/voice.h"

namespace smarttag::speech {

// hop: samples from one value of a run's loudness to the next. Finds the speakers (`count`: how many there
// are, or 0), gives each frame of each run to the nearest, moves a change within a run to the quietest place
// nearby, and joins what one speaker says with pauses below half a second in which nobody else speaks. In
// order of time; the speakers are numbered in order of their first words.
std::vector<VoiceTurn> name_speakers(const std::vector<VoiceRun>& runs, int count, int hop);

}  // namespace smarttag::speech
