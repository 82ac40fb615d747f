// The entities of CPVLabel: known persons, things and logos seen, places and organisations named.
#pragma once

#include <vector>

#include "results/cpv_label.h"
#include "tagging/building/tag_stretches.h"

namespace smarttag::tagging {

// Of those that AnalyseTypes ask for, the longest seen first within persons, things, logos, names. Errors: as
// FactView.
Result<std::vector<results::CpvLabel::Label>> entities(const Material& material, const TagStretches& tags,
                                                       const Texts& texts);

// Whether AnalyseTypes ask for what words tell: names, keywords, hot words. `classification` and `nlp` do.
bool words_are_asked_for(const JobSpec& spec);

// The share of the media that the stretches take; 1 for a picture.
double appearance(const std::vector<Stretch>& stretches, const media::MediaInfo& media);

}  // namespace smarttag::tagging
