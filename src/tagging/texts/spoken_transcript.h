// From recognised speech to a transcript.
#pragma once

#include <string>
#include <vector>

#include "facts/fact.h"
#include "language/transcript/transcript.h"

namespace smarttag::tagging {

// The Speech among the facts, in order of time. A turn ends where another speaks or nobody does for a second
// and a half. `language`: "zh", "en", or "" to tell it from the text.
language::Transcript spoken_transcript(const std::vector<TimedFact>& facts, std::string language);

// When the picture changes to another shot: the beginnings of the Shots among the facts, but for the first.
std::vector<double> cuts_of(const std::vector<TimedFact>& facts);

}  // namespace smarttag::tagging
