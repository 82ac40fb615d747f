#include "speech/speakers/clustering.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

namespace smarttag::speech {
namespace {

// Chosen on composed conversations of two to four voices and on meetings (docs/speech.md): vectors of 1.5 s
// of one voice have cosines of 0.4 to 0.9, of two voices -0.1 to 0.35.
constexpr float kOneVoice = 0.35F;
constexpr float kOneOfCount = 0.28F;  // with a count: it brings back who was joined to somebody else
constexpr float kFinest = 0.6F;       // of the groups among which further speakers are looked for
constexpr float kStranger = 0.45F;    // cosine to every speaker below which such a group is another one
constexpr float kClose = 0.6F;        // of the first grouping of many vectors

// Voices that the segmentation tells apart at the same time are as much less alike.
constexpr double kApart = 0.1;

// A speaker is heard for at least this share of the speech, but for 0.6 s and, as far as 2 s are less, no
// more; and for a share more, so that what sounds unlike in an hour of one voice does not add up to somebody.
constexpr float kLeastShare = 0.04F;
constexpr float kLeast = 60;
constexpr float kEnough = 200;
constexpr float kLeastOfAll = 0.003F;

// The part of a group that is of one voice of the segmentation.
struct Local {
  double weight = 0;
  std::int64_t from = 0;  // samples
  std::int64_t to = 0;
};

// A group: the weighted sum of its members' vectors. The mean cosine between the members of two groups is
// then the product of the sums by the product of the weights.
struct Group {
  std::vector<double> sum = std::vector<double>(kVoiceValues);
  double weight = 0;
  std::map<std::int64_t, Local> locals{};
  std::vector<std::size_t> members{};
};

Group single(const WeightedVoice& voice, std::size_t index) {
  Group group;
  for (std::size_t i = 0; i < kVoiceValues; ++i)
    group.sum[i] = static_cast<double>(voice.vector[i]) * voice.weight;
  group.weight = voice.weight;
  group.members = {index};
  if (voice.local >= 0) group.locals[voice.local] = {voice.weight, voice.local_from, voice.local_to};
  return group;
}

double linkage(const Group& a, const Group& b) {
  double apart = 0;
  for (const auto& [local, one] : a.locals)
    for (const auto& [with, other] : b.locals)
      if (local != with && std::min(one.to, other.to) > std::max(one.from, other.from))
        apart += one.weight * other.weight;
  const double alike = std::inner_product(a.sum.begin(), a.sum.end(), b.sum.begin(), 0.0);
  return (alike - kApart * apart) / (a.weight * b.weight);
}

void join(Group& into, Group& from) {
  for (std::size_t i = 0; i < kVoiceValues; ++i) into.sum[i] += from.sum[i];
  into.weight += from.weight;
  for (const auto& [local, part] : from.locals) {
    const auto [known, added] = into.locals.emplace(local, part);
    if (!added) known->second.weight += part.weight;
  }
  into.members.insert(into.members.end(), from.members.begin(), from.members.end());
  from = Group{};
}

// The linkages of all groups, and for each the nearest other one.
class Linkages {
 public:
  explicit Linkages(const std::vector<Group>& groups)
      : size_(groups.size()), values_(size_ * size_, kNone), nearest_(size_), alive_(size_, true) {
    for (std::size_t i = 0; i < size_; ++i)
      for (std::size_t j = 0; j < i; ++j)
        at(i, j) = at(j, i) = static_cast<float>(linkage(groups[i], groups[j]));
    for (std::size_t i = 0; i < size_; ++i) find_nearest(i);
  }

  // The greatest linkage and its two groups, the lower first.
  std::pair<float, std::pair<std::size_t, std::size_t>> best() const {
    std::size_t best = size_;
    for (std::size_t i = 0; i < size_; ++i)
      if (alive_[i] && (best == size_ || value(i) > value(best))) best = i;
    if (best == size_) return {kNone, {0, 0}};
    return {value(best), std::minmax(best, nearest_[best])};
  }

  void joined(std::size_t into, std::size_t gone, const std::vector<Group>& groups) {
    alive_[gone] = false;
    for (std::size_t i = 0; i < size_; ++i) {
      at(i, gone) = at(gone, i) = kNone;
      if (i != into && alive_[i])
        at(i, into) = at(into, i) = static_cast<float>(linkage(groups[i], groups[into]));
    }
    for (std::size_t i = 0; i < size_; ++i) {
      if (!alive_[i]) continue;
      if (i == into || nearest_[i] == gone || nearest_[i] == into)
        find_nearest(i);
      else if (at(i, into) > value(i))
        nearest_[i] = into;
    }
  }

 private:
  static constexpr float kNone = -std::numeric_limits<float>::infinity();
  float& at(std::size_t i, std::size_t j) { return values_[i * size_ + j]; }
  float value(std::size_t i) const { return values_[i * size_ + nearest_[i]]; }
  void find_nearest(std::size_t i) {
    const auto row = values_.begin() + static_cast<std::ptrdiff_t>(i * size_);
    nearest_[i] =
        static_cast<std::size_t>(std::max_element(row, row + static_cast<std::ptrdiff_t>(size_)) - row);
  }

  std::size_t size_;
  std::vector<float> values_;
  std::vector<std::size_t> nearest_;
  std::vector<bool> alive_;
};

void agglomerate(std::vector<Group>& groups, float least) {
  if (groups.size() < 2) return;
  Linkages linkages(groups);
  while (true) {
    const auto [value, pair] = linkages.best();
    if (!(value >= least)) break;
    join(groups[pair.first], groups[pair.second]);
    linkages.joined(pair.first, pair.second, groups);
  }
  std::erase_if(groups, [](const Group& group) { return group.members.empty(); });
}

std::vector<Group> groups_of(std::span<const WeightedVoice> voices, float least) {
  std::vector<Group> all;
  std::vector<Group> part;
  for (std::size_t i = 0; i < voices.size(); ++i) {
    part.push_back(single(voices[i], i));
    if (part.size() + all.size() < kAtOnce) continue;
    std::move(part.begin(), part.end(), std::back_inserter(all));
    part.clear();
    // Half must be free again, or each further vector would cost a whole grouping.
    for (float close = std::max(kClose, least); all.size() > kAtOnce / 2 && close > -1; close -= 0.1F)
      agglomerate(all, close);
  }
  std::move(part.begin(), part.end(), std::back_inserter(all));
  agglomerate(all, least);
  return all;
}

VoiceVector direction(const Group& group) {
  const double length =
      std::sqrt(std::inner_product(group.sum.begin(), group.sum.end(), group.sum.begin(), 0.0));
  VoiceVector vector{};
  if (length > 0)
    for (std::size_t i = 0; i < kVoiceValues; ++i) vector[i] = static_cast<float>(group.sum[i] / length);
  return vector;
}

std::size_t how_many(const std::vector<Group>& groups, double least) {
  return static_cast<std::size_t>(
      std::count_if(groups.begin(), groups.end(), [&](const Group& group) { return group.weight >= least; }));
}

// Joins the two nearest groups until there are no more than `count`.
void join_down_to(std::size_t count, std::vector<Group>& groups) {
  while (groups.size() > count) {
    std::size_t a = 0;
    std::size_t b = 1;
    for (std::size_t i = 0; i < groups.size(); ++i)
      for (std::size_t j = i + 1; j < groups.size(); ++j)
        if (cosine(direction(groups[i]), direction(groups[j])) >
            cosine(direction(groups[a]), direction(groups[b])))
          std::tie(a, b) = std::pair{i, j};
    join(groups[a], groups[b]);
    groups.erase(groups.begin() + static_cast<std::ptrdiff_t>(b));
  }
}

// Adds the groups that are least like the speakers there are, until there are `count` of them.
void add_strangers(std::vector<Group> fine, std::size_t count, std::vector<Group>& speakers) {
  std::erase_if(fine, [](const Group& group) { return group.weight < kLeast; });
  while (speakers.size() < count) {
    std::size_t best = fine.size();
    float least = kStranger;
    for (std::size_t i = 0; i < fine.size(); ++i) {
      float nearest = -1;
      for (const Group& speaker : speakers)
        nearest = std::max(nearest, cosine(direction(fine[i]), direction(speaker)));
      if (nearest < least) std::tie(least, best) = std::pair{nearest, i};
    }
    if (best == fine.size()) return;
    speakers.push_back(std::move(fine[best]));
    fine.erase(fine.begin() + static_cast<std::ptrdiff_t>(best));
  }
}

}  // namespace

float cosine(const VoiceVector& a, const VoiceVector& b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0F);
}

std::vector<int> cluster(std::span<const WeightedVoice> voices, float least) {
  std::vector<int> labels(voices.size());
  int number = 0;
  for (const Group& group : groups_of(voices, least)) {
    for (const std::size_t member : group.members) labels[member] = number;
    ++number;
  }
  return labels;
}

std::vector<VoiceVector> find_speakers(std::span<const WeightedVoice> voices, int count) {
  if (voices.empty()) return {};
  const double total = std::accumulate(voices.begin(), voices.end(), 0.0,
                                       [](double sum, const WeightedVoice& v) { return sum + v.weight; });
  const double least =
      std::clamp(kLeastShare * total, static_cast<double>(kLeast), static_cast<double>(kEnough)) +
      kLeastOfAll * total;
  auto groups = groups_of(voices, count > 0 ? kOneOfCount : kOneVoice);
  const auto wanted = static_cast<std::size_t>(count);
  std::stable_sort(groups.begin(), groups.end(),
                   [](const Group& a, const Group& b) { return a.weight > b.weight; });
  groups.resize(std::max<std::size_t>(how_many(groups, least), 1));
  add_strangers(groups_of(voices, kFinest), wanted, groups);
  if (wanted > 0) join_down_to(wanted, groups);
  std::vector<VoiceVector> speakers;
  for (const Group& group : groups) speakers.push_back(direction(group));
  return speakers;
}

}  // namespace smarttag::speech
