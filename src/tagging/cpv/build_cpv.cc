#include "tagging/cpv/build_cpv.h"

#include <algorithm>
#include <cctype>

#include "language/labels/text_labels.h"
#include "language/text/unicode.h"
#include "tagging/cpv/entities.h"

namespace smarttag::tagging {
namespace {

using results::CpvLabel;

constexpr double kGap = 1.0;          // seconds between occurrences that are told as one
constexpr std::size_t kStressed = 3;  // how often what is said again and again is said
constexpr double kFound = 1.0;        // the score of words that stand there: they are read, not guessed

CpvLabel::Label label_of(std::string level1, std::string level2, std::string name,
                         std::vector<Stretch> stretches, const media::MediaInfo& media) {
  CpvLabel::Label label{
      std::move(level1), std::move(level2), std::move(name), appearance(stretches, media), {}, {}};
  for (const auto& s : merged(std::move(stretches), kGap))
    label.details.push_back({s.score, s.from, s.to, {}});
  return label;
}

Result<std::shared_ptr<const Categories>> categories_for(const JobSpec& spec) {
  if (spec.label_version != "2.0-custom" || spec.categories.empty()) return categories();
  const auto words = vocabulary();
  if (!words) return tl::unexpected(words.error());
  return Categories::parse(spec.categories, *words);
}

Result<std::vector<CpvLabel::Label>> cates(const Material& material, const TagStretches& tags,
                                           const Texts& texts) {
  const auto known = categories_for(material.spec);
  if (!known) return tl::unexpected(known.error());
  const bool chinese = texts.chinese();
  std::vector<CpvLabel::Label> out;
  for (const auto& topic : (*known)->topics(seen_tags(tags, material.media), texts)) {
    std::vector<Stretch> when;
    for (const auto& span : topic.when) when.push_back({span.from, span.to, topic.score});
    if (when.empty()) when.push_back({0, material.media.duration, topic.score});  // the title's
    const auto& of = topic.category;
    out.push_back(label_of(chinese ? of.first_chinese : of.first, chinese ? of.second_chinese : of.second,
                           of.third.empty() ? topic.sign : of.third, std::move(when), material.media));
  }
  return out;
}

// Where a word or name stands in what was said and shown, in whatever case.
struct Places {
  std::vector<Stretch> said, shown;
};

// Latin words stand alone: "Ada" is not in "Canada".
bool stands_in(const std::string& word, const std::string& text) {
  const auto letter = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
    const auto end = at + word.size();
    const bool begins = at == 0 || !letter(text[at - 1]) || !letter(word.front());
    const bool ends = end == text.size() || !letter(text[end]) || !letter(word.back());
    if (begins && ends) return true;
  }
  return false;
}

Places places_of(const std::string& text, const Texts& texts) {
  Places places;
  const auto sought = language::folded(text);
  const auto look = [&](const language::Talk& talk, std::vector<Stretch>& where) {
    for (std::size_t s = 0; s < talk.sentences().size(); ++s)
      if (stands_in(sought, talk.folded[s]))
        where.push_back({talk.sentences()[s].from, talk.sentences()[s].to, kFound});
  };
  look(texts.spoken, places.said);
  look(texts.shown, places.shown);
  return places;
}

// Words of the user's hotword libraries that are said or shown, in whatever case.
void add_expected(const Material& material, const Texts& texts, CpvLabel& label) {
  for (const auto& word : material.spec.hotwords) {
    auto places = places_of(word.text, texts);
    if (places.said.empty() && places.shown.empty()) continue;
    places.said.insert(places.said.end(), places.shown.begin(), places.shown.end());
    label.hotwords.push_back(label_of("Keyword", "", word.text, std::move(places.said), material.media));
  }
}

// Keywords, as hot words where they are stressed.
Result<void> add_words(const Material& material, const Texts& texts, CpvLabel& label) {
  const auto names = gazetteer();
  if (!names) return tl::unexpected(names.error());
  const auto found = language::text_labels(texts.spoken, texts.shown, **names, {});  // as they stand
  for (const auto& list : {found.keywords, found.organisations, found.brands})
    for (const auto& word : list) {
      auto places = places_of(word, texts);
      const bool stressed =
          (!places.said.empty() && !places.shown.empty()) || places.said.size() >= kStressed;
      places.said.insert(places.said.end(), places.shown.begin(), places.shown.end());
      auto& into = stressed ? label.hotwords : label.free_tags;
      const auto same = [folded = language::folded(word)](const auto& l) {
        return language::folded(l.label) == folded;
      };
      const bool told = std::any_of(into.begin(), into.end(), same) ||
                        std::any_of(label.hotwords.begin(), label.hotwords.end(), same);
      if (!told) into.push_back(label_of("Keyword", "", word, std::move(places.said), material.media));
    }
  return {};
}

}  // namespace

Result<CpvLabel> build_cpv_label(const Material& material) {
  const auto tags = tag_stretches(material);
  if (!tags) return tl::unexpected(tags.error());
  const auto texts = texts_of(material);
  if (!texts) return tl::unexpected(texts.error());
  CpvLabel label;
  if (asked_for("classification", material.spec)) {
    auto about = cates(material, *tags, *texts);
    if (!about) return tl::unexpected(std::move(about).error());
    label.cates = std::move(*about);
  }
  auto in_it = entities(material, *tags, *texts);
  if (!in_it) return tl::unexpected(std::move(in_it).error());
  label.entities = std::move(*in_it);
  if (words_are_asked_for(material.spec)) {
    add_expected(material, *texts, label);
    if (auto done = add_words(material, *texts, label); !done) return tl::unexpected(done.error());
  }
  for (const auto& [tag, stretches] : *tags) {
    const bool has_entity = std::any_of(label.entities.begin(), label.entities.end(),
                                        [&tag = tag](const auto& entity) { return entity.label == tag.sub; });
    if (!has_entity && asked_for(tag, material.spec))
      label.free_tags.push_back(label_of(tag.main, "", tag.sub, stretches, material.media));
  }
  std::stable_sort(label.free_tags.begin(), label.free_tags.end(),
                   [](const auto& a, const auto& b) { return a.probability > b.probability; });
  return label;
}

}  // namespace smarttag::tagging
