// Gives the persons of an analysis the names of those in face libraries.
#pragma once

#include <string>
#include <vector>

#include "facts/fact.h"
#include "tagging/job_spec.h"

namespace smarttag::tagging {

// Compares every person among the stays (facts::Face; mean vector over all stays, each weighted by its
// sightings) with every known person (nearest sample), and names those whose cosine is `least` or more, best
// pairs first. Two persons who are seen in one frame never get the same name: the less similar one stays
// unknown. Persons with the same name are one: a facts::Identity names the lowest of their numbers, and the
// others as the same. Its score is the best of their similarities. Vectors made by another model than `model`
// are passed over.
std::vector<TimedFact> identities(const std::vector<TimedFact>& stays, const std::vector<KnownPerson>& known,
                                  const std::string& model, double least);

}  // namespace smarttag::tagging
