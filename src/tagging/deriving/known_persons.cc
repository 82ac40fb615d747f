#include "tagging/deriving/known_persons.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "vision/faces/face_encoder.h"

namespace smarttag::tagging {
namespace {

// One person as the analysis grouped the stays.
struct Seen {
  int subject = -1;
  std::vector<float> mean;
  std::set<double> times;  // of the frames
  double from = 0;
  double to = 0;
};

void add(std::vector<float>& sum, const facts::Face& stay) {
  const auto weight = static_cast<float>(stay.sightings.size());
  if (sum.empty()) sum.resize(stay.vector.size());
  if (sum.size() != stay.vector.size()) return;
  for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += weight * stay.vector[i];
}

void make_unit(std::vector<float>& vector) {
  double square = 0;
  for (const float x : vector) square += double{x} * double{x};
  if (square <= 0) return;
  for (float& x : vector) x = static_cast<float>(x / std::sqrt(square));
}

std::vector<Seen> persons_seen(const std::vector<TimedFact>& facts) {
  std::map<int, Seen> by_subject;
  for (const auto& fact : facts) {
    const auto* face = fact.as<facts::Face>();
    if (face == nullptr || face->sightings.empty()) continue;
    Seen& seen = by_subject[face->person];
    seen.subject = face->person;
    add(seen.mean, *face);
    if (seen.times.empty()) seen.from = fact.from;
    seen.from = std::min(seen.from, fact.from);
    seen.to = std::max(seen.to, fact.to);
    for (const auto& sighting : face->sightings) seen.times.insert(sighting.time);
  }
  std::vector<Seen> all;
  for (auto& [subject, seen] : by_subject) {
    make_unit(seen.mean);
    all.push_back(std::move(seen));
  }
  return all;
}

bool together(const Seen& a, const Seen& b) {
  return std::any_of(a.times.begin(), a.times.end(), [&](double time) { return b.times.contains(time); });
}

double similarity(const Seen& seen, const KnownPerson& known) {
  float best = -1;
  for (const auto& sample : known.vectors)
    if (sample.size() == seen.mean.size())
      best = std::max(best, vision::faces::similarity(seen.mean, sample));
  return best;
}

struct Pair {
  std::size_t seen = 0;
  std::size_t known = 0;
  double similarity = 0;
};

// Which person gets which name, by the index of the person: the best pairs first.
std::map<std::size_t, Pair> chosen_pairs(const std::vector<Seen>& seen, std::vector<Pair> pairs) {
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const Pair& a, const Pair& b) { return a.similarity > b.similarity; });
  std::map<std::size_t, Pair> chosen;
  std::map<std::size_t, std::vector<std::size_t>> holders;  // of a name
  for (const Pair& pair : pairs) {
    auto& others = holders[pair.known];
    const bool taken = std::any_of(others.begin(), others.end(),
                                   [&](std::size_t o) { return together(seen[o], seen[pair.seen]); });
    if (chosen.contains(pair.seen) || taken) continue;
    chosen.emplace(pair.seen, pair);
    others.push_back(pair.seen);
  }
  return chosen;
}

}  // namespace

std::vector<TimedFact> identities(const std::vector<TimedFact>& stays, const std::vector<KnownPerson>& known,
                                  const std::string& model, double least) {
  const auto seen = persons_seen(stays);
  std::vector<Pair> pairs;
  for (std::size_t s = 0; s < seen.size(); ++s)
    for (std::size_t k = 0; k < known.size(); ++k) {
      if (known[k].model != model) continue;
      if (const double cosine = similarity(seen[s], known[k]); cosine >= least)
        pairs.push_back({s, k, cosine});
    }
  std::map<std::size_t, TimedFact> by_name;  // persons come in order of their numbers
  for (const auto& [s, pair] : chosen_pairs(seen, std::move(pairs))) {
    const auto& who = known[pair.known];
    const auto score = static_cast<float>(pair.similarity);
    const auto [place, is_new] = by_name.try_emplace(pair.known);
    TimedFact& fact = place->second;
    if (is_new) {
      fact = {seen[s].from, seen[s].to, score, "known-persons", {}, {}};
      fact.of = facts::Identity{
          seen[s].subject, who.name.empty() ? who.entity : who.name, who.library, who.entity, {}};
      continue;
    }
    std::get<facts::Identity>(fact.of).same.push_back(seen[s].subject);
    fact.from = std::min(fact.from, seen[s].from);
    fact.to = std::max(fact.to, seen[s].to);
    fact.score = std::max(fact.score, score);
  }
  std::vector<TimedFact> all;
  for (auto& [name, fact] : by_name) all.push_back(std::move(fact));
  return all;
}

}  // namespace smarttag::tagging
