// How the tracker takes what was read: as a line that it knows, or a new one.
#include <algorithm>
#include <cmath>

#include "vision/text/reading/decoding/characters.h"
#include "vision/text/tracking/reading_merge.h"
#include "vision/text/tracking/text_tracker.h"

namespace smarttag::vision::text {
namespace {

constexpr float kMostHeightRatio = 1.6F;   // of the same line from one view to the next
constexpr float kSamePlace = 0.5F;         // share of the smaller box that both have
constexpr float kNear = 4;                 // heights: a line that moves is near its last place
constexpr std::size_t kTellingLength = 4;  // so many equal characters are the same line wherever it moved
constexpr float kSameRow = 0.7F;
constexpr float kInside = 0.7F;
constexpr float kLarger = 1.15F;     // a box that tells more of the line than the one known
constexpr float kPartWeight = 0.3F;  // of a reading at the picture's edge, where the line may be cut off
constexpr std::size_t kLongestCrawl = 400;  // bytes of one fact; what follows is the next fact

float overlap(const Box& a, const Box& b) {
  const float smaller = std::min(a.area(), b.area());
  return smaller > 0 ? intersection(a, b).area() / smaller : 0;
}

// The height of the letters, whichever way the line runs.
float thickness(const Box& box) { return std::min(box.width(), box.height()); }

bool alike_height(const Box& a, const Box& b) {
  return std::max(thickness(a), thickness(b)) < kMostHeightRatio * std::min(thickness(a), thickness(b));
}

float distance(const Box& a, const Box& b) {
  return std::hypot((a.left + a.right - b.left - b.right) / 2, (a.top + a.bottom - b.top - b.bottom) / 2);
}

bool same_row(const Box& a, const Box& b) {
  const float common = std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
  return common > kSameRow * std::min(a.height(), b.height()) && alike_height(a, b);
}

// How well a reading fits a line that is not at its place any more; 0: not at all.
float fit(const TextTrack& track, const TextLine& line, Relation how) {
  const Box then = track.box(), now = bounds(line.quad);
  const bool here = overlap(then, now) > kSamePlace;
  const float away = distance(then, now) / std::max(1.0F, thickness(now));
  if (how == Relation::kDifferent || (how != Relation::kSame && !here)) return 0;
  if (!here && !alike_height(then, now)) return 0;
  const float like = likeness(track.readings.text(), line.text);
  const bool telling = like == 1 && characters(line.text).size() >= kTellingLength;
  if (!here && away > kNear && !telling) return 0;
  return like + 1 / (1 + away);
}

bool lies_in(const Box& part, const Box& whole) {
  return intersection(part, whole).area() > kInside * part.area();
}

}  // namespace

bool TextTracker::cut_left(const TextLine& line) const { return bounds(line.quad).left < 2; }

bool TextTracker::cut_right(const TextLine& line) const {
  return bounds(line.quad).right > static_cast<float>(view_.grey.cols) * view_.scale - 3;
}

float TextTracker::weight(const TextLine& line) const {
  return cut_left(line) || cut_right(line) ? kPartWeight : 1;
}

Relation TextTracker::relation_to(const TextTrack& track, const TextLine& line) const {
  const auto how = relation(track.readings.text(), track.readings.score(), line.text, line.score);
  const bool left = cut_left(line), right = cut_right(line);
  if (how != Relation::kDifferent || (!left && !right)) return how;
  // The letter at the picture's edge is cut off: without it, is this a part of what is known?
  auto parts = characters(line.text);
  if (right && !parts.empty()) parts.pop_back();
  if (left && !parts.empty()) parts.erase(parts.begin());
  std::string rest;
  for (const auto c : parts) rest += c;
  const auto cut = relation(track.readings.text(), track.readings.score(), rest, line.score);
  return cut == Relation::kShrunk ? cut : how;
}

void TextTracker::remember(TextTrack& track, const TextLine& line) const {
  track.quad = line.quad;
  track.patch = LinePatch(view_.grey, in_view(line.quad));
  track.shift = {};
  track.read_at = view_.time;
}

// A line that is known and still at its place, but was asked for again or covers more now.
bool TextTracker::take_seen(const TextLine& line) {
  const Box now = bounds(line.quad);
  std::vector<TextTrack*> here;
  float covered = 0;
  for (auto& track : tracks_) {
    if (!track.seen || overlap(track.box(), now) < kSamePlace) continue;
    here.push_back(&track);
    covered += intersection(track.box(), now).area();
  }
  if (here.empty()) return false;
  if (here.size() > 1) return covered > kSamePlace * now.area();  // known lines that were found as one
  auto& track = *here.front();
  const auto how = relation_to(track, line);
  const bool larger = now.area() > kLarger * track.box().area();
  const bool wider = now.width() > track.box().width() + thickness(now) / 2;
  const bool part = how == Relation::kDifferent && larger && lies_in(track.box(), now) &&
                    characters(line.text).size() > characters(track.readings.text()).size();
  const bool clearer = track.unclear && how == Relation::kDifferent && line.score > track.readings.score();
  if (how == Relation::kGrown || (how == Relation::kSame && wider) || part || clearer) {
    track.readings.replace(line.text, line.score);
  } else if (how == Relation::kSame) {
    track.readings.add(line.text, line.score, weight(line));
    if (!larger && !track.unclear) return true;
  } else {
    return covered > kSamePlace * now.area();
  }
  if (track.unclear) ++track.better_looks;
  track.unclear = false;
  remember(track, line);
  track.step = {};
  track.sightings.back() = {view_.time, scaled(track.box(), displayed_, displayed_), line.score};
  return true;
}

// A known line that was not seen at its place: it has moved, or what is behind it has changed.
bool TextTracker::take_known(const TextLine& line) {
  TextTrack* best = nullptr;
  float best_fit = 0;
  for (auto& track : tracks_) {
    const float how_well = track.seen ? 0 : fit(track, line, relation_to(track, line));
    if (how_well > best_fit) best = &track, best_fit = how_well;
  }
  if (best == nullptr) return false;
  const auto how = relation_to(*best, line);
  if (how == Relation::kGrown)
    best->readings.replace(line.text, line.score);
  else if (how == Relation::kSame)
    best->readings.add(line.text, line.score, weight(line));
  const cv::Point2f from = (best->quad[0] + best->quad[2]) / 2, to = (line.quad[0] + line.quad[2]) / 2;
  const cv::Point moved((to - from) / view_.scale);
  // At rest it is the background that has changed: what has not changed are the letters.
  const bool rests = std::abs(moved.x) <= 1 && std::abs(moved.y) <= 1 && how == Relation::kSame;
  if (rests && best->patch.refine(view_.grey, best->shift)) {
    best->read_at = view_.time;
    best->step = {};
  } else {
    remember(*best, line);
    best->step = moved;
  }
  best->partly_hidden = how == Relation::kShrunk;
  sight(*best, line.score);
  return true;
}

bool TextTracker::take_crawling(const TextLine& line) {
  const Box now = bounds(line.quad);
  for (auto& track : tracks_) {
    if (track.seen || !same_row(track.box(), now) || intersection(track.box(), now).area() <= 0) continue;
    const std::string text = joined(track.readings.text(), line.text);
    if (text.empty() || text.size() > kLongestCrawl) continue;
    track.readings.replace(text, line.score);
    track.crawls = true;
    remember(track, line);
    sight(track, line.score);
    return true;
  }
  return false;
}

void TextTracker::take_new(const TextLine& line) {
  const Box now = bounds(line.quad);
  for (std::size_t i = tracks_.size(); i-- > 0;) {  // what was here before has given way
    const auto& track = tracks_[i];
    if (!track.seen && overlap(track.box(), now) > kSamePlace)
      close(i, track.missed > 0 ? track.gone : view_.time);
  }
  TextTrack track;
  track.readings.add(line.text, line.score, weight(line));
  remember(track, line);
  look_back(track);
  sight(track, line.score);
  tracks_.push_back(std::move(track));
}

// Something that passes in front of a line leaves several parts of it, of which one was taken for the line.
bool TextTracker::is_other_part(const TextLine& line, const std::vector<Box>& places) const {
  const Box now = bounds(line.quad);
  for (std::size_t i = 0; i < tracks_.size(); ++i) {
    const auto& track = tracks_[i];
    if (!track.seen || !lies_in(now, places[i])) continue;
    if (track.partly_hidden || relation_to(track, line) == Relation::kShrunk) return true;
  }
  return false;
}

void TextTracker::read(const std::vector<TextLine>& lines) {
  std::vector<Box> places;  // of the known lines when they were whole
  for (const auto& track : tracks_) places.push_back(track.box());
  // Known lines first, so that none of them is taken for gone because a new one stands at its place.
  std::vector<const TextLine*> left;
  for (const auto& line : lines)
    if (!take_known(line)) left.push_back(&line);
  std::vector<const TextLine*> fresh;
  for (const auto* line : left)
    if (!is_other_part(*line, places) && !take_seen(*line) && !take_crawling(*line)) fresh.push_back(line);
  for (const auto* line : fresh) take_new(*line);
}

}  // namespace smarttag::vision::text
