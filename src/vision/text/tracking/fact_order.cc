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

const facts::TextLine& line_of(const TimedFact& fact) { return std::get<facts::TextLine>(fact.of); }

bool continues(const TimedFact& earlier, const TimedFact& later) {
  return later.from <= earlier.to + kGap &&
         near(line_of(earlier).sightings.back().box, line_of(later).sightings.front().box) &&
         likeness(line_of(earlier).text, line_of(later).text) == 1;
}

void append(TimedFact& fact, TimedFact&& more) {
  auto& line = std::get<facts::TextLine>(fact.of);
  auto& next = std::get<facts::TextLine>(more.of);
  const auto weight = [](const facts::TextLine& l) { return static_cast<float>(l.sightings.size()); };
  fact.score = (fact.score * weight(line) + more.score * weight(next)) / (weight(line) + weight(next));
  if (next.sightings.size() > line.sightings.size()) line.text = std::move(next.text);
  fact.to = std::max(fact.to, more.to);
  const double last = line.sightings.back().time;
  std::copy_if(next.sightings.begin(), next.sightings.end(), std::back_inserter(line.sightings),
               [last](const Sighting& s) { return s.time > last; });
}

}  // namespace

std::vector<TimedFact> without_gaps(std::vector<TimedFact> facts) {
  std::stable_sort(facts.begin(), facts.end(),
                   [](const TimedFact& a, const TimedFact& b) { return a.from < b.from; });
  std::vector<TimedFact> out;
  std::vector<std::size_t> open;  // indices of `out` that a later fact may still continue
  for (auto& fact : facts) {
    if (line_of(fact).sightings.empty()) continue;
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
    for (std::size_t i = first; i < facts.size() && facts[i].from == facts[first].from; ++i) {
      const auto& sightings = line_of(facts[i]).sightings;
      boxes.push_back(sightings.empty() ? Box{} : sightings.front().box);
    }
    for (const std::size_t i : reading_order(boxes)) out.push_back(std::move(facts[first + i]));
    first += boxes.size();
  }
  return out;
}

}  // namespace smarttag::vision::text
