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
  // From a table (table.h) of concepts and their classes. A class of the model that stands in no row is a
  // concept of its own name. kInternal as read_table().
  static Result<Concepts> read(const std::filesystem::path& file, const std::vector<std::string>& classes);

  const std::vector<std::string>& names() const { return names_; }

  // The sum of its classes' probabilities for each concept.
  std::vector<float> sums(std::span<const float> probabilities) const;

 private:
  std::vector<std::string> names_;
  std::vector<std::size_t> concept_of_;  // by class
};

}  // namespace smarttag::vision::objects
