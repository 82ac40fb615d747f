// What results are built from.
#pragma once

#include <vector>

#include "facts/fact.h"
#include "media/frame.h"
#include "tagging/building/known_persons.h"
#include "tagging/building/taxonomy.h"
#include "tagging/job_spec.h"

namespace smarttag::tagging {

// Everything a builder may look at.
struct Material {
  const media::MediaInfo& media;
  const std::vector<TimedFact>& facts;
  const JobSpec& spec;
  const Taxonomy& taxonomy;
  double min_presence = 0;    // seconds; the setting min-presence
  const Identities& named;    // persons whom a face library knows
  double least_stranger = 0;  // mean score below which other persons are left out
};

}  // namespace smarttag::tagging
