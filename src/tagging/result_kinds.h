// The kinds of result: what each needs and how it is built. A new result is its type in `results`, a builder
// in building/ and a row in result_kinds.cc.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "media/frame.h"
#include "results/job.h"
#include "tagging/building/material.h"

namespace smarttag::tagging {

struct ResultKind {
  std::string_view name;
  std::vector<std::string_view> analysers;  // by their registered names
  bool video;                               // whether it applies to a video, to sound, to a picture
  bool audio;
  bool picture;
  results::TypedResult (*build)(const Material&);
};

// In the order in which results are returned.
std::span<const ResultKind> result_kinds();

// What must run for this result: of the analysers of labels only those that the job's labels need.
std::vector<std::string_view> analysers_of(const ResultKind& kind, const JobSpec& spec);

bool applies(const ResultKind& kind, media::MediaInfo::Type type);

}  // namespace smarttag::tagging
