#include "vision/text/tracking/fact_order.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>

#include "vision/text/reading/decoding/characters.h"
#include "vision/text/reading/reading_order.h"

namespace smarttag::vision::text {
namespace {

constexpr double kGap = 0.75;  // seconds
constexpr float kNear = 4;     // heights of the line

bool near(const Box& a, const Box& b) {
  const float height = std::max(1.0F, std::min({a.width(), a.height(), b.width(), b.height()}));
  return std::hypot((a.left + a.right - b.left - b.right) / 2, (a.top + a.bottom - b.top - b.bottom) / 2) <
             kNear * height ||
         intersection(a, b).area() > 0;
}

bool continues(const TimedFact& earlier, const TimedFact& later) {
  return later.from <= earlier.to + kGap && near(earlier.sightings.back().box, later.sightings.front().box) &&
         likeness(earlier.what, later.what) == 1;
}

void append(TimedFact& fact, TimedFact&& more) {
  const auto weight = [](const TimedFact& f) { return static_cast<float>(f.sightings.size()); };
  if (more.sightings.size() > fact.sightings.size()) fact.what = std::move(more.what);
  fact.score = (fact.score * weight(fact) + more.score * weight(more)) / (weight(fact) + weight(more));
  fact.to = std::max(fact.to, more.to);
  const double last = fact.sightings.back().time;
  std::copy_if(more.sightings.begin(), more.sightings.end(), std::back_inserter(fact.sightings),
               [last](const Sighting& s) { return s.time > last; });
}

}  // namespace

std::vector<TimedFact> without_gaps(std::vector<TimedFact> facts) {
  std::stable_sort(facts.begin(), facts.end(),
                   [](const TimedFact& a, const TimedFact& b) { return a.from < b.from; });
  std::vector<TimedFact> out;
  std::vector<std::size_t> open;  // indices of `out` that a later fact may still continue
  for (auto& fact : facts) {
    if (fact.sightings.empty()) continue;
    std::erase_if(open, [&](std::size_t i) { return out[i].to + kGap < fact.from; });
    const auto found =
        std::find_if(open.begin(), open.end(), [&](std::size_t i) { return continues(out[i], fact); });
    if (found != open.end()) {
      append(out[*found], std::move(fact));
      continue;
    }
    open.push_back(out.size());
    out.push_back(std::move(fact));
  }
  return out;
}

std::vector<TimedFact> in_order(std::vector<TimedFact> facts) {
  std::stable_sort(facts.begin(), facts.end(),
                   [](const TimedFact& a, const TimedFact& b) { return a.from < b.from; });
  std::vector<TimedFact> out;
  out.reserve(facts.size());
  for (std::size_t first = 0; first < facts.size();) {
    std::vector<Box> boxes;
    for (std::size_t i = first; i < facts.size() && facts[i].from == facts[first].from; ++i)
      boxes.push_back(facts[i].sightings.empty() ? Box{} : facts[i].sightings.front().box);
    for (const std::size_t i : reading_order(boxes)) out.push_back(std::move(facts[first + i]));
    first += boxes.size();
  }
  return out;
}

}  // namespace smarttag::vision::text
