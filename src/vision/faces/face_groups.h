// Groups the tracks of a whole file into persons.
#pragma once

#include <vector>

#include "vision/faces/face_tracker.h"

namespace smarttag::vision::faces {

inline constexpr int kNobody = -1;

// Whether both are seen in one sample: then they are two persons, however alike.
bool seen_together(const FaceTrack& a, const FaceTrack& b);

// The person of each track, numbered from 1 by first sighting (tracks in the order of FaceTracker::finish),
// or kNobody. Agglomerative, average linkage: the two groups whose vectors are most similar on average are
// joined while that is at least `same_person`; groups of which any two tracks are seen together are never
// joined. Tracks weigh by their sightings, up to kMostVectors. Then each track that has weak vectors alone
// joins the group that it resembles most, on the same conditions, and else is nobody: such a face cannot be
// told from others, so it makes no person. Time grows with the square of the number of tracks, memory with
// the number.
std::vector<int> group_by_person(const std::vector<FaceTrack>& tracks, float same_person);

// The persons of a still picture: every face is somebody, numbered from 1.
std::vector<int> one_person_each(const std::vector<FaceTrack>& tracks);

}  // namespace smarttag::vision::faces
