// Result type VideoLabel: persons, tags and categories of a video, with the times at which they appear.
#pragma once

#include <string>
#include <vector>

#include "results/position.h"

namespace smarttag::results {

// Times in seconds; ratios and scores 0 to 1; boxes in displayed pixels.
struct VideoLabel {
  static constexpr std::string_view kType = "VideoLabel";
  struct PersonOccurrence {
    double score = 0;
    double from = 0;
    double to = 0;
    Position position;     // of the face
    double timestamp = 0;  // of the frame that `position` belongs to
    std::string scene;     // closeUp, medium-closeUp, medium, medium-long
  };
  struct Person {
    std::string name;
    std::string category;  // celebrity, politician, sensitive, unknown, or the id of the library that knows
                           // the person
    double ratio = 0;      // share of the video in which the person is seen
    std::vector<PersonOccurrence> occurrences;
  };
  struct TagOccurrence {
    double score = 0;
    double from = 0;
    double to = 0;
  };
  struct Tag {
    std::string main_tag_name;  // Program, Character, Object, Logo, Action, Landmark, Scene, Emotion
    std::string sub_tag_name;
    double ratio = 0;
    std::vector<TagOccurrence> occurrences;
  };
  struct Classification {
    double score = 0;
    std::string category1;
    std::string category2;
  };
  std::vector<Person> persons;
  std::vector<Tag> tags;
  std::vector<Classification> classifications;
};

void to_json(Json& json, const VideoLabel& label);
void from_json(const Json& json, VideoLabel& label);

}  // namespace smarttag::results
