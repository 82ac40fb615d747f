// Vectors of sentences that a model has read, kept from one analysis to the next.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/settings.h"
#include "inference/registry.h"

namespace smarttag::inference {

// Reading hundreds of names takes seconds, and they are the same for every job: a file beside the model's
// compilations has them. Who may not write it (the analysis process of a service) does without.
class KeptVectors {
 public:
  using Read = std::function<Result<std::vector<float>>(const std::string&)>;

  // Those of the model of the card. A file that is missing or damaged is as one that has nothing.
  KeptVectors(const Settings& settings, const ModelCard& card);

  // Errors: those of `read`, which is asked for what the file does not have.
  Result<std::vector<float>> of(const std::string& sentence, const Read& read);

  // Writes the file anew when one of `kept` was read since; only these are kept.
  void keep(const std::vector<std::string>& kept) const;

 private:
  std::filesystem::path file_;
  std::map<std::string, std::vector<float>> known_;
  bool grown_ = false;
};

}  // namespace smarttag::inference
