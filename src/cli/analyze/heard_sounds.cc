#include "cli/analyze/heard_sounds.h"

#include <algorithm>
#include <map>

#include "cli/finished/kept_facts.h"

namespace smarttag::cli {
namespace {

double length_of(const HeardSound& sound) {
  double length = 0;
  for (const auto& [from, to] : sound.when) length += to - from;
  return length;
}

void add_time(HeardSound& sound, const std::string& name, const TimedFact& fact) {
  sound.name = name;
  if (!sound.when.empty() && fact.from <= sound.when.back().second)
    sound.when.back().second = std::max(sound.when.back().second, fact.to);
  else
    sound.when.emplace_back(fact.from, fact.to);
}

std::vector<HeardSound> listed(std::map<std::string, HeardSound> by_name) {
  std::vector<HeardSound> all;
  all.reserve(by_name.size());
  for (auto& [name, sound] : by_name) all.push_back(std::move(sound));
  return all;
}

}  // namespace

Result<Heard> heard_sounds(const worker::FinishedAnalysis& finished) {
  const auto facts = kept<facts::Sound>(finished);
  if (!facts) return tl::unexpected(facts.error());
  std::map<std::string, HeardSound> sounds, speakers;  // by name: "singing" of both models is one
  for (const auto& fact : *facts)
    if (what(fact) != "speech") add_time(sounds[what(fact)], what(fact), fact);
  const auto turns = kept<facts::Turn>(finished);
  if (!turns) return tl::unexpected(turns.error());
  for (const auto& fact : *turns) add_time(speakers[what(fact)], what(fact), fact);
  Heard heard{listed(std::move(sounds)), listed(std::move(speakers))};
  std::stable_sort(heard.sounds.begin(), heard.sounds.end(),
                   [](const HeardSound& a, const HeardSound& b) { return length_of(a) > length_of(b); });
  return heard;
}

}  // namespace smarttag::cli
