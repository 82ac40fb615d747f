#include "speech/sounds/sound_concepts.h"

#include <algorithm>
#include <map>

#include "base/table.h"

namespace smarttag::speech {
namespace {

constexpr const char* kLeftOut = "-";

}  // namespace

Result<SoundConcepts> SoundConcepts::read(const std::filesystem::path& file,
                                          const std::vector<std::string>& classes) {
  const auto rows = read_table(file);
  if (!rows) return tl::unexpected(rows.error());
  std::map<std::string, std::string> merged;  // class -> concept
  for (const auto& row : *rows)
    for (const auto& name : row.members) merged.emplace(name, row.name);
  SoundConcepts concepts;
  std::map<std::string, int> number_of{{kLeftOut, -1}};
  for (const auto& name : classes) {
    const auto found = merged.find(name);
    const auto& as = found == merged.end() ? name : found->second;
    const auto [at, added] = number_of.emplace(as, static_cast<int>(concepts.names_.size()));
    if (added) concepts.names_.push_back(as);
    concepts.concept_of_.push_back(at->second);
  }
  return concepts;
}

std::vector<float> SoundConcepts::surest(std::span<const float> probabilities) const {
  std::vector<float> surest(names_.size(), 0);
  for (std::size_t i = 0; i < concept_of_.size() && i < probabilities.size(); ++i)
    if (concept_of_[i] >= 0) {
      auto& of = surest[static_cast<std::size_t>(concept_of_[i])];
      of = std::max(of, probabilities[i]);
    }
  return surest;
}

}  // namespace smarttag::speech
