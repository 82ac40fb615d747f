#include "vision/text/tracking/text_track.h"

#include <algorithm>
#include <numeric>

namespace smarttag::vision::text {

void Readings::add(const std::string& text, float score, float weight) {
  constexpr std::size_t kMostVotes = 8;
  auto found = std::find_if(votes_.begin(), votes_.end(), [&](const Vote& v) { return v.text == text; });
  if (found == votes_.end()) {
    if (votes_.size() == kMostVotes) votes_.pop_back();
    found = votes_.insert(votes_.end(), Vote{text});
  }
  found->weight += weight * score * score;
  found->score = std::max(found->score, score);
  std::stable_sort(votes_.begin(), votes_.end(),
                   [](const Vote& a, const Vote& b) { return a.weight > b.weight; });
}

const std::string& Readings::text() const {
  static const std::string nothing;
  return votes_.empty() ? nothing : votes_.front().text;
}

float Readings::score() const { return votes_.empty() ? 0 : votes_.front().score; }

void Readings::replace(const std::string& text, float score) {
  votes_.clear();
  add(text, score);
}

TimedFact fact_of(const TextTrack& track, double to) {
  TimedFact fact;
  fact.analyser = "ocr";
  fact.of = facts::TextLine{track.readings.text(), track.sightings};
  const auto& sightings = track.sightings;
  if (sightings.empty()) return fact;
  const float sum = std::accumulate(sightings.begin(), sightings.end(), 0.0F,
                                    [](float all, const Sighting& s) { return all + s.score; });
  fact.score = sum / static_cast<float>(sightings.size());
  fact.from = sightings.front().time;
  fact.to = std::max(to, sightings.back().time);
  return fact;
}

}  // namespace smarttag::vision::text
