#include "vision/faces/face_groups.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <map>
#include <numeric>

namespace smarttag::vision::faces {
namespace {

constexpr float kNone = -2;  // below any cosine

struct Group {
  std::vector<float>
      mean;  // of the tracks' unit vectors; its product with another's is their average similarity
  float weight = 0;
  std::vector<size_t> tracks;
  size_t nearest = 0;
  float nearness = kNone;  // average similarity to `nearest`
};

// For each track the tracks that are seen together with it. Only tracks of one shot can be.
std::vector<std::vector<size_t>> apart(const std::vector<FaceTrack>& tracks) {
  std::map<int, std::vector<size_t>> shots;
  for (size_t i = 0; i < tracks.size(); ++i) shots[tracks[i].shot].push_back(i);
  std::vector<std::vector<size_t>> others(tracks.size());
  for (const auto& [shot, members] : shots)
    for (size_t i = 0; i < members.size(); ++i)
      for (size_t j = i + 1; j < members.size(); ++j) {
        if (!seen_together(tracks[members[i]], tracks[members[j]])) continue;
        others[members[i]].push_back(members[j]);
        others[members[j]].push_back(members[i]);
      }
  return others;
}

class Grouping {
 public:
  Grouping(const std::vector<FaceTrack>& tracks, float same_person)
      : tracks_(tracks),
        apart_(apart(tracks)),
        group_of_(tracks.size(), kNobody),
        same_person_(same_person) {}

  std::vector<int> run() {
    for (size_t i = 0; i < tracks_.size(); ++i)
      if (!tracks_[i].vectors.empty()) start(i);
    for (size_t g = 0; g < groups_.size(); ++g) find_nearest(g);
    while (join_nearest()) {
    }
    for (size_t i = 0; i < tracks_.size(); ++i)
      if (tracks_[i].vectors.empty()) adopt(i);
    return numbered();
  }

 private:
  void start(size_t track) {
    Group group;
    group.mean = mean_vector(tracks_[track].vectors);
    group.weight = static_cast<float>(std::min(tracks_[track].sightings.size(), kMostVectors));
    group.tracks = {track};
    group_of_[track] = static_cast<int>(groups_.size());
    groups_.push_back(std::move(group));
  }

  bool together(const std::vector<size_t>& tracks, size_t group) const {
    const auto in_group = [&](size_t other) { return group_of_[other] == static_cast<int>(group); };
    return std::any_of(tracks.begin(), tracks.end(), [&](size_t track) {
      return std::any_of(apart_[track].begin(), apart_[track].end(), in_group);
    });
  }

  void find_nearest(size_t g) {
    Group& group = groups_[g];
    group.nearness = kNone;
    for (size_t other = 0; other < groups_.size(); ++other) {
      if (other == g || groups_[other].tracks.empty()) continue;
      const float near = similarity(group.mean, groups_[other].mean);
      if (near < same_person_ || near <= group.nearness || together(group.tracks, other)) continue;
      group.nearest = other;
      group.nearness = near;
    }
  }

  bool join_nearest() {
    const auto best = std::max_element(groups_.begin(), groups_.end(), [](const Group& a, const Group& b) {
      return a.nearness < b.nearness;
    });
    if (best == groups_.end() || best->nearness < same_person_) return false;
    const auto into = static_cast<size_t>(best - groups_.begin());
    const size_t from = best->nearest;
    join(into, from);
    // Average linkage brings no group nearer to the joined one than it was to its nearer part.
    for (size_t g = 0; g < groups_.size(); ++g)
      if (!groups_[g].tracks.empty() &&
          (g == into || groups_[g].nearest == into || groups_[g].nearest == from))
        if (g == into || groups_[g].nearness > kNone) find_nearest(g);
    return true;
  }

  void join(size_t into, size_t from) {
    Group &a = groups_[into], &b = groups_[from];
    const float all = a.weight + b.weight;
    for (size_t i = 0; i < a.mean.size(); ++i)
      a.mean[i] = (a.mean[i] * a.weight + b.mean[i] * b.weight) / all;
    a.weight = all;
    for (const size_t track : b.tracks) group_of_[track] = static_cast<int>(into);
    a.tracks.insert(a.tracks.end(), b.tracks.begin(), b.tracks.end());
    b = {};
  }

  void adopt(size_t track) {
    const std::vector<float> vector = mean_vector(tracks_[track].weak);
    float best = kNone;
    int chosen = kNobody;
    for (size_t g = 0; g < groups_.size(); ++g) {
      if (groups_[g].tracks.empty()) continue;
      const float near = similarity(vector, groups_[g].mean);
      if (near < same_person_ || near <= best || together({track}, g)) continue;
      best = near;
      chosen = static_cast<int>(g);
    }
    group_of_[track] = chosen;
  }

  std::vector<int> numbered() const {
    std::map<int, int> number_of;
    std::vector<int> numbers(group_of_.size(), kNobody);
    for (size_t i = 0; i < group_of_.size(); ++i)
      if (group_of_[i] != kNobody)
        numbers[i] =
            number_of.try_emplace(group_of_[i], static_cast<int>(number_of.size()) + 1).first->second;
    return numbers;
  }

  const std::vector<FaceTrack>& tracks_;
  std::vector<std::vector<size_t>> apart_;
  std::vector<int> group_of_;
  std::vector<Group> groups_;
  float same_person_;
};

}  // namespace

bool seen_together(const FaceTrack& a, const FaceTrack& b) {
  if (a.shot != b.shot) return false;
  auto x = a.sightings.begin();
  auto y = b.sightings.begin();
  while (x != a.sightings.end() && y != b.sightings.end()) {
    if (x->time == y->time) return true;
    ++(x->time < y->time ? x : y);
  }
  return false;
}

std::vector<int> group_by_person(const std::vector<FaceTrack>& tracks, float same_person) {
  return Grouping(tracks, same_person).run();
}

}  // namespace smarttag::vision::faces
