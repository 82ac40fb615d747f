#include "evidence/rules.h"

#include <utility>

#include "evidence/gather.h"
#include "evidence/shot_window.h"

namespace smarttag::evidence {

Result<Rules> Rules::read(const std::filesystem::path& data) {
  auto table = EvidenceTable::read(data / "evidence.tsv");
  if (!table) return tl::unexpected(std::move(table).error());
  auto brands = Brands::read(data / "brands.tsv");
  if (!brands) return tl::unexpected(std::move(brands).error());
  return Rules(std::move(*table), std::move(*brands));
}

std::vector<std::pair<std::string, std::string>> Rules::tags() const {
  auto all = table_.tags();
  for (auto& brand : brands_.names()) all.emplace_back("Logo", std::move(brand));
  return all;
}

Result<void> Rules::conclude(facts::FactStream& seen, double duration, const FindingSink& sink) const {
  ShotWindow window(seen, duration);
  while (true) {
    const auto stretch = window.next();
    if (!stretch) return tl::unexpected(stretch.error());
    if (!*stretch) return {};
    for (auto& conclusion : table_.weigh(gather(window.facts(), **stretch, table_.groups())))
      if (auto done = sink({(*stretch)->from, (*stretch)->to, std::move(conclusion)}); !done) return done;
  }
}

std::vector<Finding> Rules::logos_in(const TimedFact& line) const {
  std::vector<Finding> found;
  if (const auto* text = line.as<facts::TextLine>())
    for (auto& brand : brands_.in(text->text))
      found.push_back(
          {line.from, line.to, {"Logo", std::move(brand), line.score, "text on screen: " + text->text}});
  return found;
}

}  // namespace smarttag::evidence
