#include "cli/analyze/tag_reasons.h"

#include <map>
#include <optional>
#include <utility>

#include <spdlog/fmt/fmt.h>

#include "cli/clock_text.h"
#include "cli/finished/kept_facts.h"

namespace smarttag::cli {
namespace {

struct Reason {
  TimedFact surest;
  int times = 0;
};
using Name = std::pair<std::string, std::string>;  // main, sub
using Reasons = std::map<Name, Reason>;

// Of a tag, and of what the setting `safety` rates.
std::optional<Name> name_of(const TimedFact& fact) {
  if (const auto* tag = fact.as<facts::Tag>()) return Name{tag->main, tag->sub};
  if (const auto* shown = fact.as<facts::PictureClass>(); shown != nullptr && fact.analyser == "safety")
    return Name{"Safety", shown->label};
  return std::nullopt;
}

Result<Reasons> reasons_in(facts::FactStream& stream) {
  Reasons reasons;
  while (true) {
    auto fact = stream.next();
    if (!fact) return tl::unexpected(std::move(fact).error());
    if (!*fact) return reasons;
    const auto name = name_of(**fact);
    if (!name) continue;
    auto& reason = reasons[*name];
    if (++reason.times == 1 || (*fact)->score > reason.surest.score) reason.surest = std::move(**fact);
  }
}

}  // namespace

Result<std::string> tag_reasons(const worker::FinishedAnalysis& finished) {
  const auto file = kept_facts(finished);
  if (!file) return tl::unexpected(file.error());
  const auto reasons = reasons_in(*file->facts);
  if (!reasons) return tl::unexpected(reasons.error());
  const bool timed = finished.analysis.media.type != media::MediaInfo::Type::kPicture;
  std::string text;
  for (const auto& [tag, reason] : *reasons) {
    const auto& fact = reason.surest;
    const std::string time = timed ? fmt::format(" {:>7}", clock_text(fact.from)) : std::string();
    const std::string more = reason.times > 1 ? fmt::format("  ({} times)", reason.times) : std::string();
    const auto* told = fact.as<facts::Tag>();
    const std::string why = told != nullptr ? told->why : fact.analyser + ", the highest of its shots";
    text +=
        fmt::format("  {:<9} {:<20} {:.2f}{}  {}{}\n", tag.first, tag.second, fact.score, time, why, more);
  }
  return text;
}

}  // namespace smarttag::cli
