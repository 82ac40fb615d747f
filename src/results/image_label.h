// Result type ImageLabel: persons and tags of one picture.
#pragma once

#include <string>
#include <vector>

#include "results/position.h"

namespace smarttag::results {

struct ImageLabel {
  static constexpr std::string_view kType = "ImageLabel";
  struct Person {
    std::string name;
    std::string category;  // as in VideoLabel
    double score = 0;
    Position position;  // of the face, in displayed pixels
    std::string scene;  // shot type, as in VideoLabel
  };
  struct Tag {
    std::string main_tag_name;
    std::string sub_tag_name;
    double score = 0;
  };
  std::vector<Person> persons;
  std::vector<Tag> tags;
};

void to_json(Json& json, const ImageLabel& label);
void from_json(const Json& json, ImageLabel& label);

}  // namespace smarttag::results
