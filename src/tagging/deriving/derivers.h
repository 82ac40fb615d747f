// The registered derivers: a new one is its own files and a row in derivers.cc.
#pragma once

#include <set>
#include <span>
#include <vector>

#include "tagging/deriving/deriver.h"

namespace smarttag::tagging {

using KindSet = std::set<facts::Kind>;

std::span<const Deriver> derivers();

// Those of the table that must run so that facts of the wanted kinds are there, each behind what it needs;
// what they need in turn is added to `wanted`. kInternal for derivers that need each other in a circle.
Result<std::vector<const Deriver*>> plan(std::span<const Deriver> table, KindSet& wanted);

// Runs the planned ones in order and adds what they give to the log.
struct DeriveJob {
  const media::MediaInfo& media;
  inference::Engine& engine;
  const Taxonomy& taxonomy;
  const JobSpec& job;
  const Settings& settings;
  std::function<void(const Deriver&)> starts;  // before each; may be empty
};
Result<void> derive(const std::vector<const Deriver*>& planned, facts::FactLog& log, const DeriveJob& job);

}  // namespace smarttag::tagging
