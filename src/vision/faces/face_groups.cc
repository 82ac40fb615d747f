#include "vision/faces/face_groups.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <numeric>

namespace smarttag::vision::faces {
namespace {

constexpr float kNone = -2;  // below any cosine

struct Group {
  std::vector<float>
      mean;  // of the tracks' unit vectors; its product with another's is their average similarity
  float weight = 0;
  std::vector<size_t> tracks;  // none once it was joined to another
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
    for (size_t g = 0; g < groups_.size(); ++g) join_from(g);
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

  // The group that may be joined to `g` and is most similar to it, `favourite` among equals; g if there is
  // none.
  size_t nearest(size_t g, size_t favourite) const {
    const Group& group = groups_[g];
    size_t best = g;
    float nearness = kNone;
    for (size_t other = 0; other < groups_.size(); ++other) {
      if (other == g || groups_[other].tracks.empty()) continue;
      const float near = similarity(group.mean, groups_[other].mean);
      const bool nearer = near > nearness || (near == nearness && other == favourite);
      if (near < same_person_ || !nearer || together(group.tracks, other)) continue;
      best = other;
      nearness = near;
    }
    return best;
  }

  // Nearest-neighbour chain (Benzecri 1982; Murtagh 1983): from group to nearest group until two are nearest
  // to each other; these are joined, in the end the same groups as by always joining the two nearest of all,
  // because no group comes nearer to another by being joined. Quadratic in time.
  void join_from(size_t start) {
    std::vector<size_t> chain{start};
    while (!chain.empty()) {
      const size_t last = chain.back();
      const size_t before = chain.size() > 1 ? chain[chain.size() - 2] : last;
      if (groups_[last].tracks.empty()) return;
      const size_t next = nearest(last, before);
      if (next == last) {
        chain.pop_back();
      } else if (next != before) {
        chain.push_back(next);
      } else {
        chain.resize(chain.size() - 2);
        join(std::min(last, before), std::max(last, before));
        if (chain.empty()) chain.push_back(std::min(last, before));
      }
    }
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

std::vector<int> one_person_each(const std::vector<FaceTrack>& tracks) {
  std::vector<int> persons(tracks.size());
  std::iota(persons.begin(), persons.end(), 1);
  return persons;
}

}  // namespace smarttag::vision::faces
