// The persons of a job, as results tell of them.
#pragma once

#include <string>
#include <vector>

#include "tagging/building/material.h"

namespace smarttag::tagging {

struct Person {
  std::string name;      // of the library's entity, else "person-N"
  std::string category;  // the id of the library that knows the person, else "unknown"
  bool known = false;
  std::vector<TimedFact> stays;  // facts::Face, at least one, each with a sighting; in order of time
};

// In order of their numbers; stays of persons who are the same known one stand together.
Result<std::vector<Person>> persons_of(const Material& material);

}  // namespace smarttag::tagging
