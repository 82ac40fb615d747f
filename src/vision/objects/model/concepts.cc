#include "vision/objects/model/concepts.h"

#include <map>

#include "base/table.h"

namespace smarttag::vision::objects {

Result<Concepts> Concepts::read(const std::filesystem::path& file, const std::vector<std::string>& classes) {
  auto rows = read_table(file);
  if (!rows) return tl::unexpected(std::move(rows).error());
  std::map<std::string, std::string> merged;  // class -> concept
  for (const auto& row : *rows)
    for (const auto& name : row.members) merged.emplace(name, row.name);
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
