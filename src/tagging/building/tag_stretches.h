// The tags of a job and when they hold: what VideoLabel, ImageLabel and CPVLabel tell of.
#pragma once

#include <map>
#include <string_view>
#include <vector>

#include "tagging/building/material.h"
#include "tagging/building/timeline.h"
#include "tagging/deriving/taxonomy.h"
#include "tagging/texts/categories.h"

namespace smarttag::tagging {

using TagStretches = std::map<Tag, std::vector<Stretch>>;

// From the facts of kind Tag; each list in order of time, without overlap. Of a video without those that are
// seen too briefly and that no library knows.
Result<TagStretches> tag_stretches(const Material& material);

// What they say of the subject: the score is that of the tag, less the shorter it is seen.
std::vector<SeenTag> seen_tags(const TagStretches& tags, const media::MediaInfo& media);

// Whether the job's AnalyseTypes ask for the tag.
bool asked_for(const Tag& tag, const JobSpec& spec);

// Whether they ask for a label ("face", "classification").
bool asked_for(std::string_view label, const JobSpec& spec);

}  // namespace smarttag::tagging
