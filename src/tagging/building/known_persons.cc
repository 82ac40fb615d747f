#include "tagging/building/known_persons.h"

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

}  // namespace

double threshold_for(double value, double standard, double ours) {
  if (value <= standard) return value / standard * ours;
  return ours + (value - standard) / (1 - standard) * (1 - ours);
}

Identities name_persons(std::vector<TimedFact>& facts, const std::vector<KnownPerson>& known,
                        const std::string& model, double least) {
  const auto seen = persons_seen(facts);
  std::vector<Pair> pairs;
  for (std::size_t s = 0; s < seen.size(); ++s)
    for (std::size_t k = 0; k < known.size(); ++k) {
      if (known[k].model != model) continue;
      if (const double cosine = similarity(seen[s], known[k]); cosine >= least)
        pairs.push_back({s, k, cosine});
    }
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const Pair& a, const Pair& b) { return a.similarity > b.similarity; });

  std::map<std::size_t, Pair> chosen;                       // by what was seen
  std::map<std::size_t, std::vector<std::size_t>> holders;  // of a name
  for (const Pair& pair : pairs) {
    auto& others = holders[pair.known];
    const bool taken = std::any_of(others.begin(), others.end(),
                                   [&](std::size_t o) { return together(seen[o], seen[pair.seen]); });
    if (chosen.contains(pair.seen) || taken) continue;
    chosen.emplace(pair.seen, pair);
    others.push_back(pair.seen);
  }

  Identities named;
  std::map<int, int> renumbered;
  for (const auto& [s, pair] : chosen) {
    const auto& group = holders[pair.known];
    const int subject = seen[*std::min_element(group.begin(), group.end())].subject;
    const auto& who = known[pair.known];
    renumbered[seen[s].subject] = subject;
    auto& identity = named[subject];
    identity = {who.name.empty() ? who.entity : who.name, who.library, who.entity,
                std::max(identity.similarity, pair.similarity)};
  }
  for (auto& fact : facts)
    if (auto* face = fact.as<facts::Face>())
      if (const auto found = renumbered.find(face->person); found != renumbered.end())
        face->person = found->second;
  return named;
}

}  // namespace smarttag::tagging
