// Classes of the picture model that are seen as one thing, so that their probabilities add up.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"

namespace smarttag::vision::objects {

class Concepts {
 public:
  // Reads lines "concept <TAB> class | class | ..."; empty lines and lines that start with # are passed over.
  // A class of the model that stands in no line is a concept of its own name. kInternal when the file cannot
  // be read, a line has no tab or a class stands in two.
  static Result<Concepts> read(const std::filesystem::path& file, const std::vector<std::string>& classes);

  const std::vector<std::string>& names() const { return names_; }

  // The sum of its classes' probabilities for each concept.
  std::vector<float> sums(std::span<const float> probabilities) const;

 private:
  std::vector<std::string> names_;
  std::vector<std::size_t> concept_of_;  // by class
};

}  // namespace smarttag::vision::objects
