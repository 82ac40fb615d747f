#include "vision/emotions/emotion_stays.h"

#include <algorithm>
#include <utility>

namespace smarttag::vision::emotions {
namespace {

constexpr float kSamePlace = 0.3F;  // intersection over union of a face at two looks

facts::Emotion& emotion_of(TimedFact& fact) { return std::get<facts::Emotion>(fact.of); }

}  // namespace

void EmotionStays::close(std::size_t open, double time) {
  auto& stay = open_[open];
  stay.to = std::max(stay.from, time);
  float sum = 0;
  for (const auto& sighting : emotion_of(stay).sightings) sum += sighting.score;
  stay.score = sum / static_cast<float>(emotion_of(stay).sightings.size());
  closed_.push_back(std::move(stay));
  open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(open));
}

void EmotionStays::see(double time, bool new_shot, const std::vector<Read>& faces) {
  if (new_shot)
    while (!open_.empty()) close(0, time);
  std::vector<bool> taken(faces.size());
  for (std::size_t i = 0; i < open_.size();) {
    auto& emotion = emotion_of(open_[i]);
    std::size_t next = 0;
    while (next < faces.size() && (taken[next] || faces[next].label != emotion.label ||
                                   iou(emotion.sightings.back().box, faces[next].box) < kSamePlace))
      ++next;
    if (next == faces.size()) {
      close(i, time);
      continue;
    }
    taken[next] = true;
    emotion.sightings.push_back({time, faces[next].box, faces[next].score});
    ++i;
  }
  for (std::size_t i = 0; i < faces.size(); ++i)
    if (!taken[i])
      open_.push_back({time,
                       time,
                       0,
                       "emotion",
                       facts::Emotion{faces[i].label, {{time, faces[i].box, faces[i].score}}},
                       {}});
}

std::vector<TimedFact> EmotionStays::finish(double end) {
  while (!open_.empty()) close(0, end);
  std::stable_sort(closed_.begin(), closed_.end(),
                   [](const TimedFact& a, const TimedFact& b) { return a.from < b.from; });
  return std::move(closed_);
}

}  // namespace smarttag::vision::emotions
