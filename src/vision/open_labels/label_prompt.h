// A label that is found by its description in words.
#pragma once

#include <string>
#include <vector>

namespace smarttag::vision {

struct LabelPrompt {
  std::string main;       // of its tag: Scene, Object, ...
  std::string name;       // of its tag
  std::string sentence;   // what is compared with pictures: "a photo of a red wall"
  std::string library{};  // id of the library that it is of; empty where there is none
  std::string entity{};
  bool asked = false;  // by the job: else one of the names that data/ has for all
  float least = 0;     // the score from which it is told, 0 to 1
};

// What the labels of a job are compared by, beside each other.
struct LabelPrompts {
  std::vector<LabelPrompt> labels;
  std::vector<std::string> neutral;  // sentences that say nothing of what a picture shows
};

}  // namespace smarttag::vision
