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
  bool sung = false;          // rather than spoken
  bool operator==(const Speech&) const = default;
};

// One shot, from..to; its score is how sure its beginning is.
struct Shot {
  std::string begins{};   // "cut", "fade" or "dissolve" (also a wipe); empty for the first one
  double transition = 0;  // seconds that the fade or dissolve takes; the shot begins in its middle
  bool operator==(const Shot&) const = default;
};

// A picture of the media that was asked for, for people to see; its time is in from and to.
struct Still {
  int number = 0;      // of the wish, from 0
  std::string jpeg{};  // a JPEG file
  bool operator==(const Still&) const = default;
};

// One speaker's stretch of speech; turns of two may overlap.
struct Turn {
  std::string speaker{};  // stable within the job: "speaker-1", in order of first words
  int channel = 0;        // as in Speech
  bool operator==(const Turn&) const = default;
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

// A landmark, an object or a logo of a library, seen in one shot. The fact's score is the best of its
// sightings'.
struct Known {
  std::string main{};     // of its tag: Landmark, Object or Logo
  std::string name{};     // of the library's entity
  std::string library{};  // its id
  std::string entity{};
  std::vector<Sighting> sightings{};
  bool operator==(const Known&) const = default;
};

// What a description in words says of a shot. The fact's score is how surely it holds, its analyser what
// compared them: "image-text", "vision-model" or "class-names".
struct Described {
  std::string main{};      // of its tag
  std::string name{};      // of its tag
  std::string sentence{};  // what was compared
  std::string library{};   // id of the library that it is of; empty where there is none
  std::string entity{};
  bool asked = false;  // by the job: else one of the names that all jobs look for
  bool operator==(const Described&) const = default;
};

// Derived: a tag of the API, and what speaks for it. The fact's score is how sure that is, its times those of
// what was seen (a shot, a track, a line of text).
struct Tag {
  std::string main{};       // Program, Character, Object, Logo, Action, Landmark or Scene
  std::string sub{};        // "car"
  std::string why{};        // for people: "0.8 x scene:street sign 0.61 + 0.3 x maybe:car 0.54"
  bool of_library = false;  // somebody looks for just this: it is told however short it is seen
  int track = -1;  // number of the Object that it names; -1 for a tag that follows from something else
  bool operator==(const Tag&) const = default;
};

// What is heard, from..to: "speech", "singing" and "music" (analyser "sound-kind"), or a sound event
// (analyser "sound": "dog", "applause"). Several may be heard at once.
struct Sound {
  std::string label{};
  bool operator==(const Sound&) const = default;
};

// A kind that a newer version of the program wrote: kept as it came, and written again.
struct Unknown {
  bool operator==(const Unknown&) const = default;
};

using Payload = std::variant<Unknown, Face, Object, PictureClass, TextLine, Speech, Identity, Tag, Shot,
                             Still, Turn, Known, Sound, Described>;

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
