// Joins the faces of successive samples into tracks: one face that stays in one shot.
#pragma once

#include <optional>
#include <vector>

#include "facts/fact.h"
#include "vision/faces/face_encoder.h"

namespace smarttag::vision::faces {

// A face in one sample, as the tracker needs it.
struct SeenFace {
  Box box;  // displayed pixels
  float score = 0;
  bool confirmed = true;  // false: it only goes on with a track (the mesh sees no face: a profile, a head)
  std::vector<float> vector;  // of unit length; empty where none was computed
  float length = 0;           // of the vector before it was made a unit
  bool reliable = false;
  float certainty = 0;  // of the detector alone
  float presence = 0;   // of the mesh alone; 0 where it was not asked
};

struct TimedVector {
  double time = 0;
  std::vector<float> unit;
  float length = 0;
};

struct FaceTrack {
  int shot = 0;
  std::vector<Sighting> sightings;   // in order of time
  double gone = 0;                   // time of the first sample without the face, or of the next shot
  bool closed = false;               // whether `gone` is known
  std::vector<TimedVector> vectors;  // reliable ones, in order of time; at most kMostVectors
  std::vector<TimedVector> weak;     // unreliable ones, at most a few
  float certainty = 0;               // the detector's highest
  float presence = 0;                // the mesh's highest
};

inline constexpr size_t kMostVectors = 16;

// The mean of the vectors, each weighed by its length (a well visible face counts for more), of unit length.
std::vector<float> mean_vector(const std::vector<TimedVector>& vectors);

// Cuts a track in two, and those again, where the vectors before and after belong to different persons: one
// face that dissolves into another in the same place. The cut lies between the two vectors.
std::vector<FaceTrack> split_where_different(FaceTrack track, const FaceThresholds& thresholds);

// See every sample of a file in order. Memory: the open tracks' vectors, and for each closed one its
// sightings.
class FaceTracker {
 public:
  explicit FaceTracker(const FaceThresholds& thresholds) : thresholds_(thresholds) {}

  // A new shot closes every open track.
  void enter(int shot, double time);

  // What should be computed of the face in this box before it is seen.
  enum class Need {
    kNothing,  // it stays where a well known face was
    kVector,   // its place is contested, or its track has too few vectors or none of late
    kProof,    // it is new: whether it is a face at all
  };
  Need need(const Box& box, double time) const;

  // A confirmed face starts a track if it continues none; an unconfirmed one only continues.
  void see(double time, const std::vector<SeenFace>& faces);

  // A sample that shows the same as the last one.
  void repeat(double time);

  // The boxes of the last sample.
  std::vector<Box> present() const;

  // All tracks, by their first sighting; `end` is the time at which faces still present are gone.
  std::vector<FaceTrack> finish(double end);

 private:
  struct Open {
    FaceTrack track;
    double last_vector = -1;
    double spacing = 0;  // seconds to the next vector
  };
  float affinity(const Open& open, const SeenFace& face) const;
  static void add(Open& open, double time, const SeenFace& face);
  void close(Open& open, double gone);

  FaceThresholds thresholds_;
  int shot_ = -1;
  double last_time_ = 0;
  std::vector<Open> open_;
  std::vector<FaceTrack> closed_;
};

}  // namespace smarttag::vision::faces
