#include "evidence/relations.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace smarttag::evidence {
namespace {

constexpr double kSameTime = 0.6;     // seconds between sightings that are compared
constexpr float kMuchSmaller = 0.4F;  // of the area
constexpr float kHead = 0.25F;        // of a person's height
constexpr float kTouching = 1.1F;     // of the faces' mean width
constexpr float kAlikeInSize = 1.6F;  // faces at different depths do not touch

float centre_x(const Box& box) { return (box.left + box.right) / 2; }
float centre_y(const Box& box) { return (box.top + box.bottom) / 2; }

const Sighting& best_of(const std::vector<Sighting>& sightings) {
  return *std::max_element(sightings.begin(), sightings.end(),
                           [](const Sighting& a, const Sighting& b) { return a.score < b.score; });
}

std::optional<Box> at(const std::vector<Sighting>& sightings, double time) {
  const auto nearest = std::min_element(
      sightings.begin(), sightings.end(),
      [&](const auto& a, const auto& b) { return std::abs(a.time - time) < std::abs(b.time - time); });
  if (nearest == sightings.end() || std::abs(nearest->time - time) > kSameTime) return {};
  return nearest->box;
}

bool touch(const Box& a, const Box& b) {
  const auto [less, more] = std::minmax({a.width(), b.width()});
  if (more > kAlikeInSize * less) return false;
  const float apart = std::hypot(centre_x(a) - centre_x(b), centre_y(a) - centre_y(b));
  return apart < kTouching * (a.width() + b.width()) / 2;
}

}  // namespace

bool is_on(const Box& person, const Box& thing) {
  const float margin = thing.width() / 10;
  const bool above = person.top < thing.top && person.bottom > thing.top - 0.3F * thing.height() &&
                     person.bottom < thing.bottom + 0.2F * thing.height();
  return above && centre_x(person) > thing.left - margin && centre_x(person) < thing.right + margin &&
         person.width() < 2.5F * thing.width();
}

bool holds(const Box& person, const Box& thing) {
  return centre_x(thing) > person.left && centre_x(thing) < person.right && centre_y(thing) > person.top &&
         centre_y(thing) < person.bottom && thing.area() < kMuchSmaller * person.area();
}

bool has_at_head(const Box& person, const Box& thing) {
  return holds(person, thing) && centre_y(thing) < person.top + kHead * person.height();
}

void add_relations(const std::vector<const TimedFact*>& persons, const std::string& label,
                   const std::vector<const TimedFact*>& things, Terms& terms) {
  const auto raise = [&](const char* relation, float value) {
    auto& known = terms[relation + label];
    known = std::max(known, value);
  };
  for (const auto* thing : things) {
    if (sightings_of(*thing).empty()) continue;
    const Sighting& seen = best_of(sightings_of(*thing));
    for (const auto* person : persons) {
      const auto box = at(sightings_of(*person), seen.time);
      if (!box) continue;
      const float sure = std::min(thing->score, person->score);
      if (is_on(*box, seen.box)) raise("on:", sure);
      if (holds(*box, seen.box)) raise("holds:", sure);
      if (has_at_head(*box, seen.box)) raise("at-head:", sure);
    }
  }
}

void add_face_relations(const std::vector<const TimedFact*>& faces, Terms& terms) {
  float pairs = 0;
  for (std::size_t i = 0; i < faces.size(); ++i) {
    if (sightings_of(*faces[i]).empty()) continue;
    const Sighting& one = best_of(sightings_of(*faces[i]));
    for (std::size_t j = i + 1; j < faces.size(); ++j)
      if (const auto other = at(sightings_of(*faces[j]), one.time); other && touch(one.box, *other)) ++pairs;
  }
  if (pairs > 0) terms["touching-faces"] = pairs;
}

}  // namespace smarttag::evidence
