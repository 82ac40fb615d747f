#include "tagging/cpv/entities.h"

#include <algorithm>
#include <map>

#include "base/paths.h"
#include "base/table.h"
#include "language/text/unicode.h"
#include "results/position.h"
#include "results/text_label.h"
#include "tagging/building/persons.h"
#include "tagging/cpv/own_knowledge.h"

namespace smarttag::tagging {
namespace {

using results::CpvLabel;
using Labels = std::vector<CpvLabel::Label>;

constexpr std::size_t kMostTracks = 20;  // boxes of one occurrence, evenly over its time
constexpr std::size_t kMostDetails = 50;

std::vector<CpvLabel::Track> tracks_of(const std::vector<Sighting>& sightings) {
  std::vector<CpvLabel::Track> out;
  const std::size_t step = (sightings.size() + kMostTracks - 1) / kMostTracks;
  for (std::size_t i = 0; i < sightings.size(); i += std::max<std::size_t>(step, 1)) {
    const auto box = results::position_of(sightings[i].box);
    out.push_back({sightings[i].score,
                   {box.left_top[0], box.left_top[1], box.right_bottom[0], box.right_bottom[1]},
                   sightings[i].time});
  }
  return out;
}

std::string fields_for(const JobSpec& spec, const std::string& kind) {
  if (spec.knowledge.empty()) return "all";
  const auto found = spec.knowledge.find(kind);
  return found == spec.knowledge.end() ? "" : found->second;
}

using Groups = std::map<std::string, std::string>;

// Label -> group of data/object_groups.tsv; the second level of things.
const Result<Groups>& object_groups() {
  static const auto kGroups = []() -> Result<Groups> {
    auto rows = read_table(home_folder() / "data" / "object_groups.tsv");
    if (!rows) return tl::unexpected(std::move(rows).error());
    Groups groups;
    for (auto& row : *rows) {
      std::erase(row.name, '*');  // a mark for the tracker
      for (const auto& label : row.members) groups[label] = row.name;
    }
    return groups;
  }();
  return kGroups;
}

CpvLabel::Label labelled(std::string level1, std::string level2, std::string name, std::string known) {
  return {std::move(level1), std::move(level2), std::move(name), 0, std::move(known), {}};
}

void add_detail(CpvLabel::Label& label, const TimedFact& fact) {
  if (label.details.size() < kMostDetails)
    label.details.push_back({fact.score, fact.from, fact.to, tracks_of(sightings_of(fact))});
}

void finish(Labels& labels, const media::MediaInfo& media) {
  for (auto& label : labels) {
    std::vector<Stretch> stretches;
    for (const auto& detail : label.details) stretches.push_back({detail.start, detail.end, detail.score});
    label.probability = appearance(stretches, media);
  }
  std::stable_sort(labels.begin(), labels.end(),
                   [](const auto& a, const auto& b) { return a.probability > b.probability; });
}

Result<Labels> persons(const Material& material, const Knowledge& known) {
  const auto all = persons_of(material);
  if (!all) return tl::unexpected(all.error());
  Labels out;
  for (const auto& person : *all) {
    if (!person.known) continue;
    out.push_back(labelled("Person", person.category, person.name,
                           known.about("person", person.name, fields_for(material.spec, "person"))));
    for (const auto& stay : person.stays) add_detail(out.back(), stay);
  }
  return out;
}

// Number of a track to the tag that it makes.
Result<std::map<int, Tag>> tags_of_tracks(const Material& material) {
  const auto facts = material.facts.stream<facts::Tag>();
  if (!facts) return tl::unexpected(facts.error());
  std::map<int, Tag> out;
  while (true) {
    const auto fact = (*facts)->next();
    if (!fact) return tl::unexpected(fact.error());
    if (!*fact) return out;
    const auto& tag = std::get<facts::Tag>((*fact)->of);
    if (tag.track >= 0) out.emplace(tag.track, Tag{tag.main, tag.sub});
  }
}

// An entity that a library of the job knows.
CpvLabel::Label of_library(const Tag& tag, const JobSpec& spec, const Knowledge& known) {
  const bool landmark = tag.main == "Landmark", logo = tag.main == "Logo";
  const std::string kind = landmark ? "landmark" : logo ? "organization" : "object";
  return labelled(landmark ? "Location" : tag.main,
                  landmark ? "Landmark"
                  : logo   ? "Brand"
                           : "",
                  tag.sub, known.about(kind, tag.sub, fields_for(spec, kind)));
}

// Things with boxes that make a tag; logos by the lines of text that hold their name.
Result<Labels> things(const Material& material, const TagStretches& tags, const Knowledge& known) {
  const auto facts = material.facts.all<facts::Object, facts::Known, facts::TextLine>();
  if (!facts) return tl::unexpected(facts.error());
  const auto made = tags_of_tracks(material);
  if (!made) return tl::unexpected(made.error());
  const auto& groups = object_groups();
  if (!groups) return tl::unexpected(groups.error());
  std::map<Tag, CpvLabel::Label> found;
  for (const auto& [tag, stretches] : tags)
    if (tag.main == "Logo" && asked_for(tag, material.spec))
      found.emplace(
          tag, labelled("Logo", "Brand", tag.sub,
                        known.about("organization", tag.sub, fields_for(material.spec, "organization"))));
  for (const auto& fact : *facts) {
    if (const auto* object = fact.as<facts::Object>()) {
      const auto of = made->find(object->track);
      if (of == made->end() || !tags.contains(of->second) || !asked_for(of->second, material.spec)) continue;
      const auto& tag = of->second;
      const auto group = groups->find(object->label);
      const auto entry = found.try_emplace(
          tag, labelled(tag.main, group == groups->end() ? "" : group->second, tag.sub,
                        known.about("object", tag.sub, fields_for(material.spec, "object"))));
      add_detail(entry.first->second, fact);
    } else if (const auto* known_thing = fact.as<facts::Known>()) {
      const Tag tag{known_thing->main, known_thing->name};
      if (!tags.contains(tag) || !asked_for(tag, material.spec)) continue;
      add_detail(found.try_emplace(tag, of_library(tag, material.spec, known)).first->second, fact);
    } else {
      const auto text = language::folded(what(fact));
      for (auto& [tag, label] : found)
        if (tag.main == "Logo" && text.find(language::folded(tag.sub)) != std::string::npos)
          add_detail(label, fact);
    }
  }
  Labels out;
  for (auto& [tag, label] : found) {
    if (label.details.empty())  // a logo that is written otherwise than its name
      for (const auto& stretch : tags.at(tag))
        label.details.push_back({stretch.score, stretch.from, stretch.to, {}});
    out.push_back(std::move(label));
  }
  return out;
}

// What is named in a talk, with the facts' scores where the sentence stands.
void add_names(const language::Talk& talk, const std::vector<TimedFact>& heard_or_read,
               const language::Gazetteer& names, std::map<std::size_t, std::vector<CpvLabel::Detail>>& found,
               std::map<std::size_t, bool>& chinese) {
  for (std::size_t s = 0; s < talk.sentences().size(); ++s) {
    const auto& sentence = talk.sentences()[s];
    const auto fact = std::find_if(heard_or_read.begin(), heard_or_read.end(), [&](const TimedFact& f) {
      return f.from <= sentence.from && sentence.from <= f.to;
    });
    for (const auto& name : names.find(sentence.text, talk.tokens[s])) {
      chinese[name.thing] = chinese[name.thing] || name.chinese;
      auto& details = found[name.thing];
      if (fact != heard_or_read.end() && details.size() < kMostDetails)
        details.push_back({fact->score, sentence.from, sentence.to, {}});
    }
  }
}

Result<Labels> names(const Material& material, const Texts& texts, const Knowledge& known) {
  const auto all = gazetteer();
  if (!all) return tl::unexpected(all.error());
  const auto speech = material.facts.all<facts::Speech>();
  if (!speech) return tl::unexpected(speech.error());
  const auto lines = material.facts.all<facts::TextLine>();
  if (!lines) return tl::unexpected(lines.error());
  std::map<std::size_t, std::vector<CpvLabel::Detail>> found;
  std::map<std::size_t, bool> chinese;
  add_names(texts.shown, *lines, **all, found, chinese);
  add_names(texts.spoken, *speech, **all, found, chinese);
  const auto language = texts.language_of_names();
  Labels out;
  for (auto& [index, details] : found) {
    const auto& thing = (*all)->things()[index];
    const bool in_chinese = language.empty() ? chinese[index] : language == "zh";
    const auto& own =
        (in_chinese && !thing.chinese.empty()) || thing.english.empty() ? thing.chinese : thing.english;
    if (thing.place)
      out.push_back(labelled("Location", thing.is_country ? "Country" : "City", own,
                             known.about_place(thing, fields_for(material.spec, "place"))));
    else
      out.push_back(
          labelled(thing.organisation ? "Organization" : "Brand", "", own,
                   known.about("organization", thing.english.empty() ? thing.chinese : thing.english,
                               fields_for(material.spec, "organization"))));
    out.back().details = std::move(details);
  }
  return out;
}

}  // namespace

bool words_are_asked_for(const JobSpec& spec) {
  return asked_for("classification", spec) ||
         std::find(spec.types.begin(), spec.types.end(), results::TextLabel::kType) != spec.types.end();
}

double appearance(const std::vector<Stretch>& stretches, const media::MediaInfo& media) {
  return media.type == media::MediaInfo::Type::kPicture ? 1 : share(stretches, media.duration);
}

Result<Labels> entities(const Material& material, const TagStretches& tags, const Texts& texts) {
  const auto known = knowledge(material.knowledge);
  if (!known) return tl::unexpected(known.error());
  auto who = asked_for("face", material.spec) ? persons(material, **known) : Labels{};
  if (!who) return who;
  auto seen = things(material, tags, **known);
  if (!seen) return seen;
  auto named = words_are_asked_for(material.spec) ? names(material, texts, **known) : Labels{};
  if (!named) return named;
  Labels out;
  for (auto* part : {&*who, &*seen, &*named}) {
    finish(*part, material.media);
    std::move(part->begin(), part->end(), std::back_inserter(out));
  }
  return out;
}

}  // namespace smarttag::tagging
