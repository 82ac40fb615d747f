#include "vision/text/tracking/text_tracker.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "vision/text/tracking/fact_order.h"

namespace smarttag::vision::text {
namespace {

constexpr std::size_t kViewsKept = 4;
constexpr std::size_t kPlacesKept = 8;  // that lines have left
constexpr double kRemembered = 30;      // seconds
constexpr float kKnown = 0.7F;          // share of a found line that known lines must cover
constexpr float kClearer = 1.3F;        // rise of its edges' strength that makes a line worth another reading
constexpr float kClearerPoor = 1.1F;    // the same for a line that was read badly
constexpr float kPoor = 0.9F;
constexpr int kMostBetterLooks = 4;
constexpr double kCrawlReadEvery = 1.2;  // seconds in which a ticker moves by less than its half
constexpr float kCrawlPresent = 0.4F;    // strength of edges while text runs through

Quad moved(Quad quad, cv::Point2f by) {
  for (auto& corner : quad) corner += by;
  return quad;
}

}  // namespace

Quad TextTracker::in_view(const Quad& quad) const {
  Quad out = quad;
  for (auto& corner : out) corner /= view_.scale;
  return out;
}

void TextTracker::sight(TextTrack& track, float score) const {
  track.seen = true;
  track.missed = 0;
  track.sightings.push_back({view_.time, scaled(track.box(), displayed_, displayed_), score});
}

bool TextTracker::follow(TextTrack& track) const {
  if (track.crawls)
    return view_.time - track.read_at < kCrawlReadEvery &&
           track.patch.clearness(view_.grey, track.shift) > kCrawlPresent;
  auto at = track.patch.seen_in(view_.grey, track.shift);
  if (!at) at = track.patch.followed_in(view_.grey, track.shift + track.step);
  if (!at) return false;
  track.step = *at - track.shift;
  track.shift = *at;
  track.quad = moved(track.quad, cv::Point2f(track.step) * view_.scale);
  const float clearer = track.patch.clearness(view_.grey, track.shift);
  const float needed = track.readings.score() < kPoor ? kClearerPoor : kClearer;
  track.unclear = track.better_looks < kMostBetterLooks && clearer > needed;
  return true;
}

void TextTracker::begin(const View& view, float displayed, bool unchanged) {
  view_ = view;
  displayed_ = displayed;
  for (auto& track : tracks_) {
    track.seen = track.unclear = track.partly_hidden = false;
    // A line that was hidden in the view before is not there just because nothing has changed since.
    if ((unchanged && track.missed == 0 && !track.crawls) || follow(track))
      sight(track, track.readings.score());
  }
}

bool TextTracker::lost() const {
  return std::any_of(tracks_.begin(), tracks_.end(), [](const TextTrack& t) { return !t.seen; });
}

bool TextTracker::unclear() const {
  return std::any_of(tracks_.begin(), tracks_.end(), [](const TextTrack& t) { return t.unclear; });
}

bool TextTracker::moving() const {
  return std::any_of(tracks_.begin(), tracks_.end(),
                     [](const TextTrack& t) { return t.seen && t.step != cv::Point(); });
}

std::vector<Box> TextTracker::known_places() const {
  std::vector<Box> places;
  for (const auto& track : tracks_)
    if (track.seen) places.push_back(bounds(in_view(track.quad)));
  return places;
}

std::vector<Box> TextTracker::left_places() const {
  std::vector<Box> places;
  for (const auto& place : left_)
    if (view_.time - place.at < kRemembered) places.push_back(place.box);
  return places;
}

std::vector<Quad> TextTracker::unread(const std::vector<Quad>& found) const {
  std::vector<Quad> out;
  for (const auto& quad : found) {
    const Box box = bounds(quad);
    float known = 0;
    for (const auto& track : tracks_)
      if (track.seen && !track.unclear) known += intersection(box, track.box()).area();
    if (known < kKnown * box.area()) out.push_back(quad);
  }
  return out;
}

void TextTracker::look_back(TextTrack& track) const {
  const float score = track.readings.score();
  for (auto view = before_.rbegin(); view != before_.rend(); ++view) {
    if (view->grey.size() != view_.grey.size() || !track.patch.seen_in(view->grey)) return;
    track.sightings.insert(track.sightings.begin(),
                           {view->time, scaled(track.box(), displayed_, displayed_), score});
  }
}

void TextTracker::close(std::size_t index, double to) {
  left_.push_back({bounds(in_view(tracks_[index].quad)), to});
  if (left_.size() > kPlacesKept) left_.pop_front();
  facts_.push_back(fact_of(tracks_[index], to));
  tracks_.erase(tracks_.begin() + static_cast<std::ptrdiff_t>(index));
}

void TextTracker::end() {
  for (std::size_t i = tracks_.size(); i-- > 0;) {
    auto& track = tracks_[i];
    if (track.unclear) ++track.better_looks;  // the look did not find it, or was not taken
    if (track.seen) continue;
    if (track.missed++ == 0) track.gone = view_.time;
    if (track.missed == 2) close(i, track.gone);
  }
  before_.push_back(std::exchange(view_, {}));
  if (before_.size() > kViewsKept) before_.pop_front();
}

std::vector<TimedFact> TextTracker::finish(double end) {
  for (std::size_t i = tracks_.size(); i-- > 0;) close(i, tracks_[i].missed > 0 ? tracks_[i].gone : end);
  return in_order(without_gaps(std::exchange(facts_, {})));
}

}  // namespace smarttag::vision::text
