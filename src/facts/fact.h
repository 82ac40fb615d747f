// A timed fact: the one currency between rooms. Observers and derivers give facts; only `tagging` and
// `results` turn them into the shapes of the API. A new kind of fact is a struct here, its message in
// facts.proto and a row in wire.cc.
#pragma once

#include <cstddef>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

#include "base/geometry.h"

namespace smarttag {

// Where and when something was seen; boxes in displayed pixels, time in seconds from the start of the media.
struct Sighting {
  double time = 0;
  Box box{};
  float score = 0;
  bool operator==(const Sighting&) const = default;
};

namespace facts {

// One person's stay in one shot.
struct Face {
  std::string name{};                 // stable within the job: "person-1"
  int person = -1;                    // its number
  std::vector<Sighting> sightings{};  // in order of time
  std::vector<float> vector{};  // mean face vector of the stay, of unit length; empty where there is none
  bool operator==(const Face&) const = default;
};

// One object's track.
struct Object {
  std::string label{};  // of the model: "car"
  int track = -1;       // its number
  std::vector<Sighting> sightings{};
  bool operator==(const Object&) const = default;
};

// What a picture shows as a whole, from..to.
struct PictureClass {
  std::string label{};  // of the model
  bool operator==(const PictureClass&) const = default;
};

// One line of text on screen.
struct TextLine {
  std::string text{};
  std::vector<Sighting> sightings{};  // every sampled frame that shows it
  bool operator==(const TextLine&) const = default;
};

// Times in seconds from the start of the media.
struct Word {
  std::string text{};
  double from = 0;
  double to = 0;
  float probability = 0;  // 0 to 1
  bool operator==(const Word&) const = default;
};

// One recognised segment of speech.
struct Speech {
  std::string text{};
  std::string language{};     // BCP 47 ("en", "zh")
  std::vector<Word> words{};  // in order of time, inside the segment; empty where they were not asked for
  std::string speaker{};      // "speaker-1"; empty where speakers were not asked for
  int channel = 0;            // which sound track or channel was heard, where several speak; counts from 0
  bool operator==(const Speech&) const = default;
};

// Derived: the person of a job is somebody whom a face library knows. The fact's score is the similarity.
struct Identity {
  int person = -1;  // as in Face
  std::string name{};
  std::string library{};  // its id: the category of the person in results
  std::string entity{};
  std::vector<int> same{};  // further numbers of persons that are this one
  bool operator==(const Identity&) const = default;
};

// A kind that a newer version of the program wrote: kept as it came, and written again.
struct Unknown {
  bool operator==(const Unknown&) const = default;
};

using Payload = std::variant<Unknown, Face, Object, PictureClass, TextLine, Speech, Identity>;

// The kinds of fact, by their place in Payload.
using Kind = std::size_t;
inline constexpr std::size_t kKinds = std::variant_size_v<Payload>;

template <class T, std::size_t I = 0>
constexpr Kind kind_of() {
  if constexpr (std::is_same_v<std::variant_alternative_t<I, Payload>, T>)
    return I;
  else
    return kind_of<T, I + 1>();
}

}  // namespace facts

struct TimedFact {
  double from = 0;  // seconds from the start of the media; from <= to
  double to = 0;
  float score = 0;         // 0 to 1; for a track the mean over its sightings
  std::string analyser{};  // the registered name of who says so
  facts::Payload of{};
  std::string newer{};  // fields that a newer version of the program wrote, in wire form

  template <class Kind>
  const Kind* as() const {
    return std::get_if<Kind>(&of);
  }
  template <class Kind>
  Kind* as() {
    return std::get_if<Kind>(&of);
  }
  bool operator==(const TimedFact&) const = default;
};

// What it names or says: the text, label or name; empty for kinds without one.
const std::string& what(const TimedFact& fact);

// Where it was seen; empty for kinds that have no place in the picture.
const std::vector<Sighting>& sightings_of(const TimedFact& fact);

}  // namespace smarttag
