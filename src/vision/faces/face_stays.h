// From tracks and their persons to timed facts.
#pragma once

#include <vector>

#include "facts/fact.h"
#include "vision/faces/face_tracker.h"

namespace smarttag::vision::faces {

// Drops what is hardly a face. In a video the mesh must have seen it at least once. A still picture cannot be
// looked at again, and the mesh is blind for profiles and small faces: what the detector is sure of counts
// there without it, and what neither is sure of does not.
void drop_doubtful(std::vector<FaceTrack>& tracks, bool moving);

// One fact for each stay of a person in one shot, by person and time: name = "person-N", person = N. Tracks
// of one person in one shot are one stay when the person is away for 2 seconds at most between them. A person
// of a single sighting in the whole video (`moving`) is dropped unless that one is very clear: it is a
// flicker more often than a face. `persons` holds kNobody or the number for each track.
std::vector<TimedFact> stays(const std::vector<FaceTrack>& tracks, const std::vector<int>& persons,
                             bool moving);

}  // namespace smarttag::vision::faces
