#include "vision/objects/concepts.h"

#include <fstream>
#include <map>
#include <sstream>

namespace smarttag::vision::objects {

Result<Concepts> Concepts::read(const std::filesystem::path& file, const std::vector<std::string>& classes) {
  std::ifstream in(file);
  if (!in)
    return fail(ErrorKind::kInternal, "The concepts of pictures are missing. Restore data/.", file.string());
  std::map<std::string, std::string> merged;  // class -> concept
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line.starts_with('#')) continue;
    const auto tab = line.find('\t');
    bool good = tab != std::string::npos;
    std::istringstream members(good ? line.substr(tab + 1) : "");
    for (std::string name; std::getline(members, name, '|');)
      good = merged.emplace(name, line.substr(0, tab)).second && good;
    if (!good)
      return fail(ErrorKind::kInternal, "The concepts of pictures are damaged. Restore data/.",
                  file.string() + ": " + line);
  }
  Concepts concepts;
  std::map<std::string, std::size_t> number_of;
  for (const auto& name : classes) {
    const auto found = merged.find(name);
    const auto& concept_name = found == merged.end() ? name : found->second;
    const auto [at, added] = number_of.emplace(concept_name, concepts.names_.size());
    if (added) concepts.names_.push_back(concept_name);
    concepts.concept_of_.push_back(at->second);
  }
  return concepts;
}

std::vector<float> Concepts::sums(std::span<const float> probabilities) const {
  std::vector<float> sums(names_.size(), 0);
  for (std::size_t i = 0; i < concept_of_.size() && i < probabilities.size(); ++i)
    sums[concept_of_[i]] += probabilities[i];
  return sums;
}

}  // namespace smarttag::vision::objects
