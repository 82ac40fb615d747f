#include "vision/faces/face_stays.h"

#include <algorithm>
#include <map>
#include <string>

#include "vision/faces/face_groups.h"
#include "vision/faces/face_vector.h"

namespace smarttag::vision::faces {
namespace {

constexpr double kAway = 2;            // seconds
constexpr float kVeryClear = 12;       // length of a vector: half of all sharp frontal faces have more
constexpr float kVeryCertain = 0.85F;  // score of a face
// Presence without which a face that the detector doubts is none: muzzles of cats and dogs have up to 0.7.
constexpr float kSurelyPresent = 0.8F;

bool flicker(const std::vector<const FaceTrack*>& tracks) {
  if (tracks.size() != 1 || tracks.front()->sightings.size() != 1) return false;
  const FaceTrack& only = *tracks.front();
  return only.sightings.front().score < kVeryCertain || only.vectors.empty() ||
         only.vectors.front().length < kVeryClear;
}

TimedFact fact_of(const std::vector<const FaceTrack*>& tracks, int person) {
  TimedFact fact;
  fact.analyser = "face";
  auto& face = fact.of.emplace<facts::Face>();
  face.name = "person-" + std::to_string(person);
  face.person = person;
  std::vector<TimedVector> vectors, weak;
  for (const FaceTrack* track : tracks) {
    face.sightings.insert(face.sightings.end(), track->sightings.begin(), track->sightings.end());
    vectors.insert(vectors.end(), track->vectors.begin(), track->vectors.end());
    weak.insert(weak.end(), track->weak.begin(), track->weak.end());
    fact.to = std::max(fact.to, track->gone);
  }
  std::stable_sort(face.sightings.begin(), face.sightings.end(),
                   [](const Sighting& a, const Sighting& b) { return a.time < b.time; });
  fact.from = face.sightings.front().time;
  fact.to = std::max(fact.to, face.sightings.back().time);
  float sum = 0;
  for (const Sighting& sighting : face.sightings) sum += sighting.score;
  fact.score = sum / static_cast<float>(face.sightings.size());
  face.vector = mean_vector(vectors.empty() ? weak : vectors);
  return fact;
}

}  // namespace

void drop_doubtful(std::vector<FaceTrack>& tracks, bool moving) {
  std::erase_if(tracks, [moving](const FaceTrack& track) {
    if (moving) return track.presence < kLeastPresence;
    return track.certainty < kVeryCertain && track.presence < kSurelyPresent;
  });
}

std::vector<TimedFact> stays(const std::vector<FaceTrack>& tracks, const std::vector<int>& persons,
                             bool moving) {
  std::map<int, std::vector<const FaceTrack*>> tracks_of;  // in order of time
  for (size_t i = 0; i < tracks.size(); ++i)
    if (persons[i] != kNobody) tracks_of[persons[i]].push_back(&tracks[i]);
  std::vector<TimedFact> facts;
  int number = 0;
  for (const auto& [person, theirs] : tracks_of) {
    if (moving && flicker(theirs)) continue;
    ++number;  // no number is left out for a flicker
    std::vector<const FaceTrack*> stay;
    double gone = 0;
    for (const FaceTrack* track : theirs) {
      const bool goes_on =
          !stay.empty() && stay.back()->shot == track->shot && track->sightings.front().time - gone <= kAway;
      if (!goes_on && !stay.empty()) {
        facts.push_back(fact_of(stay, number));
        stay.clear();
        gone = 0;
      }
      stay.push_back(track);
      gone = std::max(gone, track->gone);
    }
    facts.push_back(fact_of(stay, number));
  }
  return facts;
}

}  // namespace smarttag::vision::faces
