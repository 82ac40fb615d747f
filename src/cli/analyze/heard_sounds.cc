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

}  // namespace

Result<std::vector<HeardSound>> heard_sounds(const worker::FinishedAnalysis& finished) {
  const auto facts = kept<facts::Sound>(finished);
  if (!facts) return tl::unexpected(facts.error());
  std::map<std::string, HeardSound> by_name;  // "singing" of both models is one
  for (const auto& fact : *facts) {
    if (what(fact) == "speech") continue;
    auto& sound = by_name[what(fact)];
    sound.name = what(fact);
    if (!sound.when.empty() && fact.from <= sound.when.back().second)
      sound.when.back().second = std::max(sound.when.back().second, fact.to);
    else
      sound.when.emplace_back(fact.from, fact.to);
  }
  std::vector<HeardSound> sounds;
  for (auto& [name, sound] : by_name) sounds.push_back(std::move(sound));
  std::stable_sort(sounds.begin(), sounds.end(),
                   [](const HeardSound& a, const HeardSound& b) { return length_of(a) > length_of(b); });
  return sounds;
}

}  // namespace smarttag::cli
