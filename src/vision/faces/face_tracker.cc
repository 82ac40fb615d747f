#include "vision/faces/face_tracker.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

namespace smarttag::vision::faces {
namespace {

constexpr float kOverlaps = 0.3F;    // intersection over union that continues a track
constexpr float kStays = 0.5F;       // that leaves no doubt about it
constexpr float kReach = 2;          // face widths that a recognised face may have moved between samples
constexpr float kGrowth = 2;         // times by which its width may have changed
constexpr double kPatience = 1.5;    // seconds for which a face may be hidden within one track
constexpr size_t kEnoughAtOnce = 3;  // vectors taken from successive samples
constexpr double kFirstSpacing = 1;  // seconds between vectors after that; doubles when the store is full
constexpr size_t kMostWeak = 4;
constexpr float kUnconfirmed = 0.5F;  // what a sighting counts when the mesh sees no face
constexpr float kNever = -1;

float moved(const Box& a, const Box& b) {
  const float dx = (a.left + a.right - b.left - b.right) / 2, dy = (a.top + a.bottom - b.top - b.bottom) / 2;
  return std::hypot(dx, dy) / std::max({a.width(), b.width(), 1.0F});
}

bool alike_in_size(const Box& a, const Box& b) {
  return a.width() <= kGrowth * b.width() && b.width() <= kGrowth * a.width();
}

void thin_out(std::vector<TimedVector>& vectors) {
  size_t kept = 0;
  for (size_t i = 0; i < vectors.size(); i += 2, ++kept)
    if (kept != i) vectors[kept] = std::move(vectors[i]);
  vectors.resize(kept);
}

}  // namespace

std::vector<float> mean_vector(const std::vector<TimedVector>& vectors) {
  if (vectors.empty()) return {};
  std::vector<float> sum(vectors.front().unit.size());
  for (const TimedVector& vector : vectors)
    for (size_t i = 0; i < sum.size(); ++i) sum[i] += vector.unit[i] * vector.length;
  const float length = std::sqrt(similarity(sum, sum));
  if (length > 0)
    for (float& value : sum) value /= length;
  return sum;
}

std::vector<FaceTrack> split_where_different(FaceTrack track, const FaceThresholds& thresholds) {
  size_t cut = 0;
  float least = thresholds.different;
  for (size_t i = 1; i < track.vectors.size(); ++i) {
    const auto middle = track.vectors.begin() + static_cast<std::ptrdiff_t>(i);
    const float alike =
        similarity(mean_vector({track.vectors.begin(), middle}), mean_vector({middle, track.vectors.end()}));
    if (alike < least) {
      least = alike;
      cut = i;
    }
  }
  if (cut == 0) return {std::move(track)};
  const double border = (track.vectors[cut - 1].time + track.vectors[cut].time) / 2;
  FaceTrack later;
  later.shot = track.shot;
  later.gone = track.gone;
  later.closed = track.closed;
  later.certainty = track.certainty;
  later.presence = track.presence;
  const auto move_late = [border](auto& from, auto& to) {
    const auto first =
        std::find_if(from.begin(), from.end(), [border](const auto& x) { return x.time > border; });
    to.assign(std::make_move_iterator(first), std::make_move_iterator(from.end()));
    from.erase(first, from.end());
  };
  move_late(track.sightings, later.sightings);
  move_late(track.vectors, later.vectors);
  move_late(track.weak, later.weak);
  track.gone = later.sightings.empty() ? border : later.sightings.front().time;
  track.closed = true;
  std::vector<FaceTrack> parts;
  for (FaceTrack* part : {&track, &later})
    for (FaceTrack& piece : split_where_different(std::move(*part), thresholds))
      parts.push_back(std::move(piece));
  return parts;
}

void FaceTracker::enter(int shot, double time) {
  if (shot == shot_) return;
  for (Open& open : open_) close(open, time);
  open_.clear();
  shot_ = shot;
}

// How well a face continues a track; kNever if it cannot.
float FaceTracker::affinity(const Open& open, const SeenFace& face) const {
  const Box& last = open.track.sightings.back().box;
  const float overlap = iou(last, face.box);
  const bool comparable = !face.vector.empty() && face.reliable && !open.track.vectors.empty();
  const float alike = comparable ? similarity(mean_vector(open.track.vectors), face.vector) : 0;
  if (overlap >= kOverlaps) {
    if (comparable && alike < thresholds_.different) return kNever;
    return 1 + overlap + alike;
  }
  const bool reachable = moved(last, face.box) <= kReach && alike_in_size(last, face.box);
  return reachable && comparable && alike >= thresholds_.same_person ? alike : kNever;
}

FaceTracker::Need FaceTracker::need(const Box& box, double time) const {
  const Open* near = nullptr;
  bool contested = false;
  for (const Open& open : open_) {
    const float overlap = open.track.closed ? 0 : iou(open.track.sightings.back().box, box);
    if (overlap <= 0) continue;
    contested = contested || near || overlap < kStays;
    near = &open;
  }
  if (!near) return Need::kProof;
  if (contested) return Need::kVector;
  const bool few = near->track.vectors.size() < kEnoughAtOnce && near->track.weak.size() < kMostWeak;
  return few || time - near->last_vector >= std::max(near->spacing, kFirstSpacing) ? Need::kVector
                                                                                   : Need::kNothing;
}

void FaceTracker::add(Open& open, double time, const SeenFace& face) {
  FaceTrack& track = open.track;
  track.sightings.push_back({time, face.box, face.confirmed ? face.score : face.score * kUnconfirmed});
  track.closed = false;
  track.certainty = std::max(track.certainty, face.certainty);
  track.presence = std::max(track.presence, face.presence);
  if (face.vector.empty()) return;
  open.last_vector = time;
  open.spacing = std::max(open.spacing, kFirstSpacing);
  if (!face.reliable) {
    if (track.weak.size() < kMostWeak) track.weak.push_back({time, face.vector, face.length});
    return;
  }
  track.vectors.push_back({time, face.vector, face.length});
  if (track.vectors.size() > kMostVectors) {
    thin_out(track.vectors);
    open.spacing *= 2;
  }
}

void FaceTracker::see(double time, const std::vector<SeenFace>& faces) {
  std::vector<std::tuple<float, size_t, size_t>> pairs;
  for (size_t t = 0; t < open_.size(); ++t)
    for (size_t f = 0; f < faces.size(); ++f)
      if (const float fits = affinity(open_[t], faces[f]); fits > kNever) pairs.emplace_back(fits, t, f);
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const auto& a, const auto& b) { return std::get<0>(a) > std::get<0>(b); });
  std::vector<bool> continued(open_.size()), taken(faces.size());
  for (const auto& [fits, t, f] : pairs) {
    if (continued[t] || taken[f]) continue;
    continued[t] = taken[f] = true;
    add(open_[t], time, faces[f]);
  }
  for (size_t t = 0; t < continued.size(); ++t) {
    FaceTrack& track = open_[t].track;
    if (continued[t] || track.closed) continue;
    track.gone = time;
    track.closed = true;
  }
  for (size_t f = 0; f < faces.size(); ++f) {
    if (taken[f] || !faces[f].confirmed) continue;
    Open fresh;
    fresh.track.shot = shot_;
    add(fresh, time, faces[f]);
    open_.push_back(std::move(fresh));
  }
  std::erase_if(open_, [&](Open& open) {
    const bool lost = open.track.closed && time - open.track.sightings.back().time > kPatience;
    if (lost) close(open, time);
    return lost;
  });
  last_time_ = time;
}

void FaceTracker::repeat(double time) {
  for (Open& open : open_) {
    if (open.track.closed) continue;
    Sighting again = open.track.sightings.back();
    again.time = time;
    open.track.sightings.push_back(again);
  }
  last_time_ = time;
}

std::vector<Box> FaceTracker::present() const {
  std::vector<Box> boxes;
  for (const Open& open : open_)
    if (!open.track.closed) boxes.push_back(open.track.sightings.back().box);
  return boxes;
}

void FaceTracker::close(Open& open, double gone) {
  if (!open.track.closed) open.track.gone = gone;
  open.track.closed = true;
  for (FaceTrack& part : split_where_different(std::move(open.track), thresholds_)) {
    // What the grouping needs is the mean; sixteen vectors for each track of a long film would be much.
    for (auto* vectors : {&part.vectors, &part.weak}) {
      if (vectors->size() < 2) continue;
      float longest = 0;
      for (const TimedVector& vector : *vectors) longest = std::max(longest, vector.length);
      *vectors = {TimedVector{vectors->front().time, mean_vector(*vectors), longest}};
    }
    if (!part.sightings.empty()) closed_.push_back(std::move(part));
  }
}

std::vector<FaceTrack> FaceTracker::finish(double end) {
  for (Open& open : open_) close(open, std::max(end, last_time_));
  open_.clear();
  std::stable_sort(closed_.begin(), closed_.end(), [](const FaceTrack& a, const FaceTrack& b) {
    return std::make_pair(a.sightings.front().time, a.sightings.front().box.left) <
           std::make_pair(b.sightings.front().time, b.sightings.front().box.left);
  });
  return std::exchange(closed_, {});
}

}  // namespace smarttag::vision::faces
