// A timed fact: the one currency between rooms. Analysers emit facts; only `tagging` and `results` turn them
// into the shapes of the API.
#pragma once

#include <string>
#include <vector>

#include "base/geometry.h"

namespace smarttag {

enum class FactKind {
  kShot,          // from..to of one shot; what is empty
  kFace,          // one person's stay in one shot: what = stable name ("person-1"), subject = its number,
                  // sightings = the face over time, vector = mean face vector of the stay
  kObject,        // one object's track: what = label of the model ("car"), subject = the track's number
  kPictureClass,  // what = label of the model, seen from..to
  kText,       // one line of text on screen: what = the text, sightings = every sampled frame that shows it
  kSpeech,     // one recognised segment: what = the text, language set
  kSpeechGap,  // a stretch that has sound but no speech; what is empty
};

// Where and when something was seen; boxes in displayed pixels, time in seconds from the start of the media.
struct Sighting {
  double time = 0;
  Box box;
  float score = 0;
};

struct TimedFact {
  FactKind kind{};
  std::string what;
  float score = 0;  // 0 to 1; for a track the mean over its sightings
  double from = 0;  // seconds from the start of the media; from <= to
  double to = 0;
  std::string analyser;             // the registered name of who says so
  std::vector<Sighting> sightings;  // in order of time; empty for what has no place in the picture
  int subject = -1;                 // which person or track, where the kind has one
  std::string language;             // BCP 47 ("en", "zh") for speech
  std::vector<float> vector;        // unit length, where the kind has one
};

}  // namespace smarttag
