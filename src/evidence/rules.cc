#include "evidence/rules.h"

#include <utility>

#include "evidence/gather.h"

namespace smarttag::evidence {

Result<Rules> Rules::read(const std::filesystem::path& data) {
  auto table = EvidenceTable::read(data / "evidence.tsv");
  if (!table) return tl::unexpected(std::move(table).error());
  auto brands = Brands::read(data / "brands.tsv");
  if (!brands) return tl::unexpected(std::move(brands).error());
  return Rules(std::move(*table), std::move(*brands));
}

std::vector<Finding> Rules::conclude(const std::vector<TimedFact>& facts, double duration) const {
  std::vector<Finding> findings;
  for (const auto& shot : shots_of(facts, duration)) {
    for (auto& conclusion : table_.weigh(gather(facts, shot, table_.groups())))
      findings.push_back({shot.from, shot.to, std::move(conclusion)});
  }
  for (const auto& fact : facts)
    if (const auto* line = fact.as<facts::TextLine>())
      for (const auto& brand : brands_.in(line->text))
        findings.push_back(
            {fact.from, fact.to, {"Logo", brand, fact.score, "text on screen: " + line->text}});
  return findings;
}

}  // namespace smarttag::evidence
