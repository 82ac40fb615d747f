#include "tagging/building/tag_stretches.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace smarttag::tagging {
namespace {

// Of the video: what is seen for less, and for less than min-presence, is an error more often than not.
constexpr double kLeastShare = 0.06;

}  // namespace

bool asked_for(std::string_view label, const JobSpec& spec) {
  return std::find(spec.labels.begin(), spec.labels.end(), label) != spec.labels.end();
}

bool asked_for(const Tag& tag, const JobSpec& spec) {
  return asked_for(tag.main == "Scene"      ? "scene"
                   : tag.main == "Landmark" ? "landmark"
                   : tag.main == "Emotion"  ? "emotion"
                                            : "object",
                   spec);
}

Result<TagStretches> tag_stretches(const Material& material) {
  const auto facts = material.facts.stream<facts::Tag>();
  if (!facts) return tl::unexpected(facts.error());
  // Facts come in order of time and are merged as they come: what is held does not exceed what is told.
  TagStretches tags;
  std::set<Tag> of_library;
  while (true) {
    const auto fact = (*facts)->next();
    if (!fact) return tl::unexpected(fact.error());
    if (!*fact) break;
    const auto& tag = std::get<facts::Tag>((*fact)->of);
    if (tag.of_library) of_library.insert({tag.main, tag.sub});
    append(tags[{tag.main, tag.sub}], {(*fact)->from, (*fact)->to, (*fact)->score}, 0);
  }
  if (material.media.type == media::MediaInfo::Type::kVideo)
    std::erase_if(tags, [&](const auto& entry) {
      return !of_library.contains(entry.first) &&
             share(entry.second, material.media.duration) < kLeastShare &&
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
