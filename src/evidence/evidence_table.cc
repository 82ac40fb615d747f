#include "evidence/evidence_table.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include <spdlog/fmt/fmt.h>

#include "base/table.h"

namespace smarttag::evidence {
namespace {

// Of the specification's table "Video Tag Examples".
constexpr std::array<std::string_view, 7> kMainTags{"Program", "Character", "Object", "Logo",
                                                    "Action",  "Landmark",  "Scene"};
constexpr std::string_view kNothing = "-";

std::vector<std::string_view> split(std::string_view text, std::string_view by) {
  std::vector<std::string_view> parts;
  for (std::size_t from = 0; from <= text.size();) {
    const auto to = std::min(text.find(by, from), text.size());
    parts.push_back(text.substr(from, to - from));
    from = to + by.size();
  }
  return parts;
}

std::optional<float> number_of(std::string_view text) {
  float value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  return value;
}

tl::unexpected<Error> wrong(const std::string& why) { return fail(ErrorKind::kUsage, why); }

float value_of(const Terms& terms, const std::string& term) {
  const auto found = terms.find(term);
  return found == terms.end() ? 0 : found->second;
}

}  // namespace

Result<void> EvidenceTable::add(std::string_view line) {
  const auto fields = split(line, "\t");
  if (std::any_of(fields.begin(), fields.end(), [](auto field) { return field.empty(); }))
    return wrong("a field is empty.");
  if (fields[0].starts_with('@')) {
    if (fields.size() != 2) return wrong("write a group and its labels with | between them.");
    for (const auto label : split(fields[1], "|"))
      groups_[std::string(fields[0].substr(1))].emplace_back(label);
    return {};
  }
  if (fields.size() != 5)
    return wrong(
        "write a main tag, a sub tag, a minimum, what is needed and the evidence, tabs between them.");
  if (std::find(kMainTags.begin(), kMainTags.end(), fields[0]) == kMainTags.end())
    return wrong(fmt::format("\"{}\" is no main tag.", fields[0]));
  Row row{std::string(fields[0]), std::string(fields[1]), 0, {}, {}};
  const auto least = number_of(fields[2]);
  if (!least || *least <= 0 || *least > 1) return wrong("the minimum is not from 0 to 1.");
  row.least = *least;
  if (fields[3] != kNothing)
    for (const auto need : split(fields[3], ", ")) {
      const bool at_least = need.find(">=") != std::string_view::npos;
      const auto sign = at_least ? need.find(">=") : need.find('<');
      if (sign == std::string_view::npos || sign == 0)
        return wrong(fmt::format("\"{}\" is neither TERM>=NUMBER nor TERM<NUMBER.", need));
      const auto limit = number_of(need.substr(sign + (at_least ? 2 : 1)));
      if (!limit) return wrong(fmt::format("\"{}\" has no number.", need));
      row.needs.push_back({std::string(need.substr(0, sign)), at_least, *limit});
    }
  for (const auto part : split(fields[4], " + ")) {
    const auto space = part.find(' ');
    const auto weight = number_of(part.substr(0, space));
    if (space == std::string_view::npos || !weight)
      return wrong(fmt::format("\"{}\" is no weight with a term.", part));
    row.evidence.emplace_back(*weight, part.substr(space + 1));
  }
  rows_.push_back(std::move(row));
  return {};
}

Result<EvidenceTable> EvidenceTable::read(const std::filesystem::path& file) {
  EvidenceTable table;
  auto done = each_row(file, [&](const std::string& line, int number) -> Result<void> {
    if (const auto added = table.add(line); !added)
      return wrong(fmt::format("The table of evidence, line {}: {}", number, added.error().client.text));
    return {};
  });
  if (!done) return tl::unexpected(std::move(done).error());
  return table;
}

std::vector<std::pair<std::string, std::string>> EvidenceTable::tags() const {
  std::vector<std::pair<std::string, std::string>> all;
  all.reserve(rows_.size());
  for (const auto& row : rows_) all.emplace_back(row.main, row.sub);
  return all;
}

std::vector<Conclusion> EvidenceTable::weigh(Terms terms) const {
  std::map<std::pair<std::string, std::string>, Conclusion> best;
  for (const auto& row : rows_) {
    const bool possible = std::all_of(row.needs.begin(), row.needs.end(), [&](const Need& need) {
      const float value = value_of(terms, need.term);
      return need.at_least ? value >= need.limit : value < need.limit;
    });
    if (!possible) continue;
    float sum = 0;
    std::string why;
    for (const auto& [weight, term] : row.evidence) {
      const float value = value_of(terms, term);
      sum += weight * value;
      if (value > 0) why += fmt::format("{}{:g} x {} {:.2f}", why.empty() ? "" : " + ", weight, term, value);
    }
    if (sum < row.least) continue;
    const float score = std::min(sum, 1.0F);
    auto& seen_as = terms["tag:" + row.sub];
    seen_as = std::max(seen_as, score);
    auto& conclusion = best[{row.main, row.sub}];
    if (score > conclusion.score) conclusion = {row.main, row.sub, score, std::move(why)};
  }
  std::vector<Conclusion> out;
  for (auto& [tag, conclusion] : best) out.push_back(std::move(conclusion));
  return out;
}

}  // namespace smarttag::evidence
