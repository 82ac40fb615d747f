// Who said what.
#pragma once

#include <string>
#include <vector>

#include "facts/fact.h"
#include "tagging/building/material.h"

namespace smarttag::tagging {

// Speech facts with the speaker of each: a segment is divided where another one speaks on for at least two
// words or 0.6 s. A word belongs to the turn (facts::Turn) of its channel that it shares most time with, else
// to the nearest. Without turns each channel is a speaker where several speak: "channel-1", "channel-2".
// Channels are counted anew from 0, those alone that speak; all are 0 where one says nearly everything.
std::vector<TimedFact> with_speakers(std::vector<TimedFact> speech, const std::vector<TimedFact>& turns);

// Whether Speech facts, as with_speakers gives them, are of several channels.
bool several_channels(const std::vector<TimedFact>& speech);

// The Speech facts of the material, with speakers where it has turns. The result's row must declare both
// kinds.
Result<std::vector<TimedFact>> spoken_facts(const Material& material);

// The ids of speakers in results: "1", "2", ... in order of their first words. "" has none.
class SpeakerNumbers {
 public:
  std::string of(const std::string& speaker);

 private:
  std::vector<std::string> known_;
};

}  // namespace smarttag::tagging
