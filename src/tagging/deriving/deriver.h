// A deriver makes facts from facts: names of persons, and whatever follows from what was seen and heard. It
// sees no media.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "base/settings.h"
#include "facts/keeping/fact_view.h"
#include "media/frame.h"
#include "tagging/job_spec.h"

namespace smarttag::inference {
class Engine;  // its header brings all of OpenVINO: only sources that run models include it
}

namespace smarttag::tagging {

class Taxonomy;

struct DeriverInput {
  const facts::FactView& facts;  // of the kinds that the deriver needs or takes
  const media::MediaInfo& media;
  inference::Engine& engine;
  const Taxonomy& taxonomy;
  const JobSpec& job;
  const Settings& settings;
};

// Takes a fact of a kind that the deriver gives. Errors: as FactLog::add.
using FactSink = std::function<Result<void>(const TimedFact&)>;

struct Deriver {
  std::string_view name;           // as in TimedFact::analyser, and what progress shows
  std::vector<facts::Kind> needs;  // are found, or derived, for it
  std::vector<facts::Kind> takes;  // it reads them where something else wants them
  std::vector<facts::Kind> gives;  // no other deriver or observer gives these
  Result<void> (*run)(const DeriverInput&, const FactSink&);
  double share = 0;  // of the time of an analysis, for its progress
};

}  // namespace smarttag::tagging
