// Classes of sound that are heard as one thing: data/sound_concepts.tsv.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"

namespace smarttag::speech {

class SoundConcepts {
 public:
  // From a table (base/table.h) of concepts and their classes. A class that stands in no row is a concept of
  // its own name; those of the concept "-" are left out. kInternal as read_table().
  static Result<SoundConcepts> read(const std::filesystem::path& file,
                                    const std::vector<std::string>& classes);

  const std::vector<std::string>& names() const { return names_; }

  // The surest of its classes for each concept.
  std::vector<float> surest(std::span<const float> probabilities) const;

 private:
  std::vector<std::string> names_;
  std::vector<int> concept_of_;  // by class; -1: it is left out
};

}  // namespace smarttag::speech
