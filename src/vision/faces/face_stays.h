// From tracks and their persons to timed facts.
#pragma once

#include <vector>

#include "facts/fact.h"
#include "vision/faces/face_tracker.h"

namespace smarttag::vision::faces {

// One fact for each stay of a person in one shot, by person and time: name = "person-N", person = N. Tracks
// of one person in one shot are one stay when the person is away for 2 seconds at most between them. A person
// of a single sighting in the whole video (`moving`) is dropped unless that one is very clear: it is a
// flicker more often than a face. `persons` holds kNobody or the number for each track.
std::vector<TimedFact> stays(const std::vector<FaceTrack>& tracks, const std::vector<int>& persons,
                             bool moving);

}  // namespace smarttag::vision::faces
