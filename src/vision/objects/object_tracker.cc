#include "vision/objects/object_tracker.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace smarttag::vision::objects {
namespace {

// Overlap times the mean of 1 and likeness, from which a detection goes on with a track: 0.25 of overlap
// where both are of one kind, 0.5 where they have nothing in common.
constexpr float kLeastAffinity = 0.25F;
// A thing that outran its own box between two samples: how much its size may change, and how far it may go in
// sizes.
constexpr float kJumpGrowth = 1.6F;
constexpr float kJumpDistance = 2.0F;
constexpr float kJumpLikeness = 0.8F;
// Small: below a sixth of the picture's long side.
constexpr float kSmallShare = 1.0F / 6;
constexpr float kEdge = 0.01F;  // of the long side: nearer to the border counts as touching

constexpr int kMostOpinions = 4;

float size_of(const Box& box) { return std::sqrt(box.area()); }

bool small_at_edge(const Box& box, const Box& picture) {
  const float side = std::max(picture.width(), picture.height());
  if (size_of(box) > kSmallShare * side) return false;
  const float near = kEdge * side;
  return box.left < picture.left + near || box.top < picture.top + near || box.right > picture.right - near ||
         box.bottom > picture.bottom - near;
}

float distance(const Box& a, const Box& b) {
  return std::hypot((a.left + a.right - b.left - b.right) / 2, (a.top + a.bottom - b.top - b.bottom) / 2);
}

}  // namespace

std::vector<ObjectTracker::Candidate> ObjectTracker::candidates(const std::vector<Detection>& found,
                                                                const Box& picture) const {
  std::vector<Candidate> out;
  for (const auto& seen : found) {
    auto strengths = groups_.strengths(seen.scores);
    const float strength = *std::max_element(strengths.begin(), strengths.end());
    if (strength >= rules_.low)
      out.push_back({&seen, std::move(strengths), strength, small_at_edge(seen.box, picture)});
  }
  return out;
}

// The best pairs first (greedy: a sample has few things, and the best pair is hardly ever wrong).
void ObjectTracker::follow_overlap(double time, std::vector<Candidate>& candidates) {
  std::vector<std::tuple<float, std::size_t, std::size_t>> pairs;
  for (std::size_t t = 0; t < tracks_.size(); ++t)
    for (std::size_t c = 0; c < candidates.size(); ++c) {
      const Box& box = candidates[c].seen->box;
      const float overlap = std::max(iou(tracks_[t].expected(time), box), iou(tracks_[t].last_box(), box));
      const float affinity = overlap * (1 + tracks_[t].likeness(candidates[c].strengths)) / 2;
      if (affinity >= kLeastAffinity) pairs.emplace_back(affinity, t, c);
    }
  std::sort(pairs.begin(), pairs.end(), std::greater<>());
  for (const auto& [affinity, t, c] : pairs) {
    if (followed_[t] || candidates[c].taken) continue;
    followed_[t] = candidates[c].taken = true;
    tracks_[t].see(time, *candidates[c].seen, candidates[c].strengths, candidates[c].cut_off);
  }
}

void ObjectTracker::follow_jump(double time, std::vector<Candidate>& candidates) {
  for (auto& candidate : candidates) {
    if (candidate.taken || candidate.strength < rules_.high) continue;
    for (std::size_t t = 0; t < tracks_.size(); ++t) {
      if (followed_[t] || tracks_[t].missed() > 0) continue;
      const Box& before = tracks_[t].last_box();
      const Box& now = candidate.seen->box;
      const float growth = size_of(now) / std::max(1.0F, size_of(before));
      if (growth > kJumpGrowth || growth < 1 / kJumpGrowth) continue;
      if (distance(tracks_[t].expected(time), now) > kJumpDistance * size_of(before)) continue;
      if (tracks_[t].likeness(candidate.strengths) < kJumpLikeness) continue;
      followed_[t] = candidate.taken = true;
      tracks_[t].see(time, *candidate.seen, candidate.strengths, candidate.cut_off);
      break;
    }
  }
}

void ObjectTracker::see(double time, const std::vector<Detection>& found, const Box& picture) {
  auto candidates = this->candidates(found, picture);
  followed_.assign(tracks_.size(), false);
  follow_overlap(time, candidates);
  follow_jump(time, candidates);
  for (std::size_t t = 0; t < tracks_.size(); ++t)
    if (!followed_[t]) tracks_[t].miss(time);
  end_lost();
  const float least = std::exchange(first_sample_, false) ? rules_.faint_high : rules_.high;
  for (const auto& candidate : candidates)
    if (!candidate.taken && candidate.strength >= least)
      tracks_.emplace_back(time, *candidate.seen, candidate.strengths, candidate.cut_off);
}

void ObjectTracker::see_again(double time) {
  for (auto& track : tracks_) track.see_again(time);
}

std::vector<ObjectTrack*> ObjectTracker::doubtful(bool soon, std::size_t most) {
  std::vector<std::tuple<bool, float, ObjectTrack*>> due;  // whether it is strong, its area
  for (auto& track : tracks_) {
    const int expected = soon ? 1 : static_cast<int>(std::log2(track.hits()));  // 1 at 2 hits, 2 at 4, 3 at 8
    if (!track.seen_in_last_sample() || track.opinions() >= std::min(expected, kMostOpinions)) continue;
    const Verdict verdict = track.verdict(groups_, knows_);
    if (asked_[static_cast<std::size_t>(verdict.label)])
      due.push_back({verdict.best_group >= rules_.high, track.last_box().area(), &track});
  }
  std::sort(due.begin(), due.end(), std::greater<>());
  std::vector<ObjectTrack*> tracks;
  for (std::size_t i = 0; i < std::min(most, due.size()); ++i) tracks.push_back(std::get<2>(due[i]));
  return tracks;
}

void ObjectTracker::end_lost() {
  const auto lost = [&](const ObjectTrack& track) { return track.missed() > rules_.bridge; };
  for (const auto& track : tracks_)
    if (lost(track)) end(track, track.first_missed());
  std::erase_if(tracks_, lost);
}

void ObjectTracker::cut(double time) {
  for (const auto& track : tracks_) end(track, track.missed() > 0 ? track.first_missed() : time);
  tracks_.clear();
  first_sample_ = true;
}

bool ObjectTracker::counts(const ObjectTrack& track, const Verdict& verdict) const {
  const float penalty = track.always_cut_off() ? rules_.edge_penalty : 0;
  if (track.hits() > 1) return verdict.score >= rules_.accept + penalty && verdict.best_group >= rules_.high;
  if (track.missed() > 0) return verdict.best_label >= rules_.strong + penalty;
  return verdict.score >= std::max(rules_.accept, rules_.accept_once) + penalty;
}

void ObjectTracker::end(const ObjectTrack& track, double time) {
  const Verdict verdict = track.verdict(groups_, knows_);
  const bool counted = counts(track, verdict);
  if (counted || (verdict.score >= rules_.faint && track.missed() == 0))
    ended_.push_back(
        {!counted, verdict, track.from(), time, track.sightings(groups_.group_of(verdict.label))});
}

std::vector<TrackedObject> ObjectTracker::take() {
  std::stable_sort(ended_.begin(), ended_.end(),
                   [](const TrackedObject& a, const TrackedObject& b) { return a.from < b.from; });
  return std::exchange(ended_, {});
}

}  // namespace smarttag::vision::objects
