#include "tagging/building/tag_stretches.h"

#include <algorithm>
#include <cmath>

namespace smarttag::tagging {
namespace {

// Of the video: what is seen for less, and for less than min-presence, is an error more often than not.
constexpr double kLeastShare = 0.06;

}  // namespace

bool asked_for(const Tag& tag, const JobSpec& spec) {
  const std::string_view label = tag.main == "Scene" ? "scene" : "object";
  return std::find(spec.labels.begin(), spec.labels.end(), label) != spec.labels.end();
}

Result<TagStretches> tag_stretches(const Material& material) {
  const auto seen = material.facts.all<facts::Face, facts::Object, facts::PictureClass, facts::TextLine>();
  if (!seen) return tl::unexpected(seen.error());
  TagStretches tags;
  for (const auto& fact : *seen)
    if (const auto tag = material.taxonomy.tag_of(fact))
      tags[*tag].push_back({fact.from, fact.to, fact.score});
  for (auto& found : material.taxonomy.conclude(*seen, material.media.duration))
    tags[{std::move(found.tag.main), std::move(found.tag.sub)}].push_back(
        {found.from, found.to, found.tag.score});
  if (material.media.type == media::MediaInfo::Type::kVideo)
    std::erase_if(tags, [&](const auto& entry) {
      return share(entry.second, material.media.duration) < kLeastShare &&
             covered(entry.second) < material.min_presence;
    });
  return tags;
}

std::vector<SeenTag> seen_tags(const TagStretches& tags, const media::MediaInfo& media) {
  std::vector<SeenTag> out;
  for (const auto& [tag, stretches] : tags) {
    SeenTag seen{tag.sub, 0, {}};
    for (const auto& stretch : stretches) {
      seen.score = std::max(seen.score, stretch.score);
      seen.when.push_back({stretch.from, stretch.to});
    }
    if (media.type == media::MediaInfo::Type::kVideo)
      seen.score *= std::sqrt(share(stretches, media.duration));
    out.push_back(std::move(seen));
  }
  return out;
}

}  // namespace smarttag::tagging
