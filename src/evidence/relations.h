// Where things are in respect of persons, and faces of each other.
#pragma once

#include <string>
#include <vector>

#include "evidence/evidence_table.h"
#include "facts/fact.h"

namespace smarttag::evidence {

// Where the box of a person is in respect of a thing's. Boxes in displayed pixels.
bool is_on(const Box& person, const Box& thing);        // rides or stands on it
bool holds(const Box& person, const Box& thing);        // the thing is within the person, and much smaller
bool has_at_head(const Box& person, const Box& thing);  // holds it in the upper quarter

// Adds on:LABEL, holds:LABEL and at-head:LABEL, each with the lesser score of the surest pair.
void add_relations(const std::vector<const TimedFact*>& persons, const std::string& label,
                   const std::vector<const TimedFact*>& things, Terms& terms);

// Adds touching-faces: how many pairs of faces are nearer to each other than a face is wide.
void add_face_relations(const std::vector<const TimedFact*>& faces, Terms& terms);

}  // namespace smarttag::evidence
