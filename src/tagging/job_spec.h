// What one analysis is asked for, independent of who asks (command line or service).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/geometry.h"
#include "tagging/building/language/nlp_params.h"
#include "vision/known_things/known_thing.h"
#include "vision/open_labels/label_prompt.h"

namespace smarttag::tagging {

// A person of a face library, with the vectors of all samples.
struct KnownPerson {
  std::string library;  // its id: the category of the person in results
  std::string entity;
  std::string name;
  std::string model;  // what made the vectors; those of another model than the one in use are passed over
  std::vector<std::vector<float>> vectors;  // of unit length
};

// How persons are told from others and recognised.
struct FaceRules {
  std::vector<std::string> libraries;  // their ids; whoever runs the job fills `known` from them
  std::vector<KnownPerson> known;
  // In the service's scale of 0 to 1, where 0.999 and 0.9 are its defaults and mean the defaults here.
  std::optional<double> detection;    // faceDetThreshold: strangers below it are left out
  std::optional<double> recognition;  // faceRegThreshold: a known person below it stays a stranger
};

// Which landmarks, objects and logos are looked for.
struct ThingRules {
  std::vector<std::string> landmarks;  // ids of libraries; whoever runs the job fills `known` from them
  std::vector<std::string> objects;    // of objects and of logos
  std::vector<vision::KnownThing> known;
};

// Labels that are found by their descriptions in words.
struct DescribedLabels {
  std::vector<std::string>
      libraries;  // ids of libraries of labels; whoever runs the job fills prompts from them
  // Of the libraries, and in free words; an empty sentence is made of the name.
  std::vector<vision::LabelPrompt> prompts;
};

// A picture that somebody wants to see.
struct StillWish {
  double time = 0;  // seconds; the nearest frame that is looked at is taken
  Box box{};        // of it, in displayed pixels; an empty one: all of it
  int width = 320;  // pixels of the JPEG, at most
};

// A word or name that the user expects, of a hotword library.
struct ExpectedWord {
  std::string text;
  double weight = 1;  // how strongly recognition of speech prefers it, as speech::Hotword has it
};

struct JobSpec {
  std::string title;               // returned in Meta
  std::vector<std::string> types;  // result types wanted ("ASR", "VideoLabel", ...); those that do not apply
                                   // to the media (ASR of a picture) are left out
  // What VideoLabel and ImageLabel tell of: "face" (persons), "object", "scene", "landmark" (tags),
  // "classification".
  std::vector<std::string> labels{"face", "object", "scene", "landmark", "classification"};
  FaceRules faces{};
  ThingRules things{};
  DescribedLabels described{};
  std::string label_version = "1.0";    // of the results that have versions
  std::optional<NlpParams> nlp{};       // what of NLP is made; all of it without
  std::vector<std::string> keywords{};  // the tags of TextLabel that are made ("Region"); empty: all
  std::string categories{};  // a user's own, in the form of data/categories.tsv, for version 2.0-custom
  std::map<std::string, std::string>
      knowledge{};  // kind to the fields of knowledgeInfo that are given ("all",
                    // or names with commas between); empty: all of all kinds
  // Recognition of speech prefers them, CPVLabel tells of those that are said or shown; whoever runs the job
  // fills them in from the owner's libraries.
  std::vector<ExpectedWord> hotwords{};
  // For those who read the kept facts. Shots are looked for (facts::Shot) in all frames, which then are too
  // small for everything else: ask for no types beside them.
  bool shots = false;
  bool cuts = false;                // facts::Shot by hard cuts alone, beside everything else
  std::vector<StillWish> stills{};  // facts::Still
  bool sounds = false;              // facts::Sound, whether a result follows from them or not
  std::string file_name{};          // returned in Meta where neither the job nor the media has a title
};

// A label in free words: "[MAIN:]NAME[=SENTENCE]", such as "red wall", "Scene:server room" or "Object:drone=a
// photo of a drone in the air". Without a main tag of the specification it is an Object. kUsage.
Result<vision::LabelPrompt> label_from(std::string_view text);

// From a list as people write it ("asr, ocr"), in any case; "all" is every type. kUsage names the known
// types.
Result<std::vector<std::string>> parse_types(std::string_view list);

std::string to_text(const JobSpec& spec);  // JSON, for the analysis process
Result<JobSpec> job_spec_from(std::string_view text);

}  // namespace smarttag::tagging
