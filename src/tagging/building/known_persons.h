// Gives the persons of an analysis the names of those in face libraries.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "facts/fact.h"
#include "tagging/job_spec.h"

namespace smarttag::tagging {

struct Identity {
  std::string name;     // of the entity
  std::string library;  // its id
  std::string entity;
  double similarity = 0;  // cosine of the person's mean vector and the nearest sample
};

// Named persons by the `subject` of their facts.
using Identities = std::map<int, Identity>;

// The threshold that a value of the service's scale means here: `standard` (what the service takes by
// default, 0.9 or 0.999) is `ours`, 0 is 0, 1 is 1, straight lines between.
double threshold_for(double value, double standard, double ours);

// Compares every person among the facts (mean vector over all stays, each weighted by its sightings) with
// every known person (nearest sample), and names those at or above `least`, best pairs first. Two persons who
// are seen in one frame never get the same name: the less similar one stays a stranger. Persons with the same
// name become one: their facts get the lowest of their subjects. Vectors made by another model than `model`
// are passed over.
Identities name_persons(std::vector<TimedFact>& facts, const std::vector<KnownPerson>& known,
                        const std::string& model, double least);

}  // namespace smarttag::tagging
