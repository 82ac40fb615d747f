// From facts to the terms that the table of evidence weighs.
#pragma once

#include <vector>

#include "evidence/evidence_table.h"
#include "facts/fact.h"

namespace smarttag::evidence {

// A stretch of the media that is judged as one: a shot; from = to = 0 for a picture.
struct Stretch {
  double from = 0;
  double to = 0;
};

// What was seen and heard in a stretch: faces, objects, picture classes, sounds, and what objects have to do
// with each other.
Terms gather(const std::vector<TimedFact>& facts, const Stretch& stretch,
             const std::map<std::string, std::vector<std::string>, std::less<>>& groups);

}  // namespace smarttag::evidence
