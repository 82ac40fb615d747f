#include "tagging/building/build_labels.h"

#include <algorithm>
#include <numeric>

#include "tagging/building/persons.h"
#include "tagging/building/tag_stretches.h"
#include "tagging/building/timeline.h"

namespace smarttag::tagging {
namespace {

using results::ImageLabel;
using results::VideoLabel;

// Object tracks of one tag with shorter gaps between them are one occurrence: a car that is lost for a moment
// behind a tree is not a second event.
constexpr double kTagGap = 1.0;

const Sighting& best_sighting(const TimedFact& stay) {
  const auto& sightings = std::get<facts::Face>(stay.of).sightings;
  return *std::max_element(sightings.begin(), sightings.end(),
                           [](const Sighting& a, const Sighting& b) { return a.score < b.score; });
}

std::vector<Stretch> stretches_of(const std::vector<TimedFact>& facts) {
  std::vector<Stretch> out;
  out.reserve(facts.size());
  for (const auto& fact : facts) out.push_back({fact.from, fact.to, fact.score});
  return out;
}

double mean_score(const std::vector<TimedFact>& facts) {
  const double sum = std::accumulate(facts.begin(), facts.end(), 0.0,
                                     [](double s, const TimedFact& f) { return s + f.score; });
  return sum / static_cast<double>(facts.size());
}

VideoLabel::PersonOccurrence occurrence(const TimedFact& fact, int picture_height) {
  const Sighting& best = best_sighting(fact);
  return {fact.score, fact.from,
          fact.to,    results::position_of(best.box),
          best.time,  std::string(shot_scale(best.box.height(), picture_height))};
}

VideoLabel::Person person_label(const Person& person, const media::MediaInfo& media) {
  VideoLabel::Person out{person.name, person.category, share(stretches_of(person.stays), media.duration), {}};
  for (const auto& stay : person.stays) out.occurrences.push_back(occurrence(stay, media.height));
  return out;
}

bool clear_enough(const Person& person, const Material& material) {
  return person.known || mean_score(person.stays) >= material.min_unknown_face_score;
}

bool counts(const Person& person, const Material& material) {
  const auto stretches = stretches_of(person.stays);
  return mean_score(person.stays) > 0.5 && clear_enough(person, material) &&
         (covered(stretches) >= material.min_presence || share(stretches, material.media.duration) >= 0.1);
}

// The categories of what is seen, said and shown, in the language of the media.
Result<std::vector<VideoLabel::Classification>> classifications(const TagStretches& tags,
                                                                const Material& material) {
  const auto& labels = material.spec.labels;
  std::vector<VideoLabel::Classification> out;
  if (std::find(labels.begin(), labels.end(), "classification") == labels.end()) return out;
  const auto texts = texts_of(material);
  if (!texts) return tl::unexpected(texts.error());
  const auto known = categories();
  if (!known) return tl::unexpected(known.error());
  const bool chinese = texts->chinese();
  for (const auto& topic : (*known)->topics(seen_tags(tags, material.media), *texts))
    out.push_back({topic.score, chinese ? topic.category.first_chinese : topic.category.first,
                   chinese ? topic.category.second_chinese : topic.category.second});
  return out;
}

}  // namespace

std::string_view shot_scale(float face_height, int picture_height) {
  const float share_of_height = picture_height > 0 ? face_height / static_cast<float>(picture_height) : 0;
  if (share_of_height >= 1.0F / 3) return "closeUp";
  if (share_of_height >= 1.0F / 5) return "medium-closeUp";
  if (share_of_height >= 1.0F / 10) return "medium";
  return "medium-long";
}

Result<VideoLabel> build_video_label(const Material& material) {
  const auto persons = persons_of(material);
  if (!persons) return tl::unexpected(persons.error());
  auto tags = tag_stretches(material);
  if (!tags) return tl::unexpected(std::move(tags).error());
  auto about = classifications(*tags, material);
  if (!about) return tl::unexpected(std::move(about).error());
  VideoLabel label;
  label.classifications = std::move(*about);
  for (const auto& person : *persons)
    if (counts(person, material)) label.persons.push_back(person_label(person, material.media));
  for (auto& [tag, stretches] : *tags) {
    if (!asked_for(tag, material.spec)) continue;
    VideoLabel::Tag out{tag.main, tag.sub, share(stretches, material.media.duration), {}};
    for (const auto& s : merged(std::move(stretches), kTagGap))
      out.occurrences.push_back({s.score, s.from, s.to});
    label.tags.push_back(std::move(out));
  }
  const auto longer = [](const auto& a, const auto& b) { return a.ratio > b.ratio; };
  std::stable_sort(label.persons.begin(), label.persons.end(), longer);
  std::stable_sort(label.tags.begin(), label.tags.end(), longer);
  return label;
}

Result<ImageLabel> build_image_label(const Material& material) {
  const auto persons = persons_of(material);
  if (!persons) return tl::unexpected(persons.error());
  const auto tags = tag_stretches(material);
  if (!tags) return tl::unexpected(tags.error());
  ImageLabel label;
  for (const auto& person : *persons) {
    if (!clear_enough(person, material)) continue;
    const TimedFact& stay = person.stays.front();
    const Box& box = best_sighting(stay).box;
    label.persons.push_back({person.name, person.category, stay.score, results::position_of(box),
                             std::string(shot_scale(box.height(), material.media.height))});
  }
  for (const auto& [tag, stretches] : *tags) {
    // The specification has no programs of pictures.
    if (!asked_for(tag, material.spec) || tag.main == "Program") continue;
    const auto best = std::max_element(stretches.begin(), stretches.end(),
                                       [](const Stretch& a, const Stretch& b) { return a.score < b.score; });
    // The specification calls a landmark of a picture its location.
    label.tags.push_back({tag.main == "Landmark" ? "Location" : tag.main, tag.sub, best->score});
  }
  std::stable_sort(label.tags.begin(), label.tags.end(),
                   [](const auto& a, const auto& b) { return a.score > b.score; });
  return label;
}

}  // namespace smarttag::tagging
