// The faces of one picture with their vectors: what a sample of a face library is made of.
#pragma once

#include <string>
#include <vector>

#include "base/geometry.h"
#include "base/settings.h"

namespace smarttag::inference {
class Engine;
}

namespace smarttag::tagging {

struct PictureFace {
  Box box;                    // displayed pixels
  double score = 0;           // 0 to 1
  bool reliable = false;      // whether the vector tells this person from others
  std::vector<float> vector;  // of unit length
};

struct PictureFaces {
  std::string model;  // what made the vectors, as in KnownPerson
  std::vector<PictureFace> faces;
};

// Name and version of the model that makes the vectors of faces. kModelMissing.
Result<std::string> face_model_of(const inference::Engine& engine);

// Of the picture behind the descriptor, which stays the caller's. kUsage when it is no picture, else the
// errors of media::Source and vision::faces::FaceReader.
Result<PictureFaces> describe_faces(int fd, inference::Engine& engine, const Settings& settings);

}  // namespace smarttag::tagging
