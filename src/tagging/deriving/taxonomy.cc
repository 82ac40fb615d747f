#include "tagging/deriving/taxonomy.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "base/table.h"

namespace smarttag::tagging {
namespace {

// Of the specification's table "Video Tag Examples", and that of the AnalyseType emotion.
constexpr std::array<std::string_view, 8> kMainTags{"Program", "Character", "Object", "Logo",
                                                    "Action",  "Landmark",  "Scene",  "Emotion"};
constexpr std::string_view kNoTag = "-";
constexpr std::size_t kFields = 4;

std::vector<std::string_view> fields_of(std::string_view line) {
  std::vector<std::string_view> fields;
  for (std::size_t from = 0; from <= line.size();) {
    const auto to = std::min(line.find('\t', from), line.size());
    fields.push_back(line.substr(from, to - from));
    from = to + 1;
  }
  return fields;
}

std::optional<float> score_of(std::string_view text) {
  float value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !(value >= 0 && value <= 1)) return {};
  return value;
}

bool is_label(std::string_view text) {
  const auto colon = text.find(':');
  return colon != std::string_view::npos && colon > 0 && colon + 1 < text.size();
}

tl::unexpected<Error> wrong(int number, const std::string& why) {
  return fail(ErrorKind::kUsage, "The tag table, line " + std::to_string(number) + ": " + why);
}

}  // namespace

Result<void> Taxonomy::add(const std::string& line, int number) {
  const auto fields = fields_of(line);
  if (fields.size() != kFields || std::any_of(fields.begin(), fields.end(), [](auto f) { return f.empty(); }))
    return wrong(number,
                 "write a model label, a main tag, a sub tag and a minimum score, one tab between them.");
  if (!is_label(fields[0]))
    return wrong(number, "write the model label as analyser:label, such as object:car.");
  const bool none = fields[1] == kNoTag;
  if (!none && std::find(kMainTags.begin(), kMainTags.end(), fields[1]) == kMainTags.end())
    return wrong(number, "\"" + std::string(fields[1]) +
                             "\" is no main tag; take Program, Character, Object, Logo, Action, Landmark, "
                             "Scene, Emotion or -.");
  const auto least = score_of(fields[3]);
  if (!least)
    return wrong(number, "the minimum score \"" + std::string(fields[3]) + "\" is not from 0 to 1.");
  Entry entry{{}, *least, number};
  if (!none) entry.tag = Tag{std::string(fields[1]), std::string(fields[2])};
  const auto [before, added] = entries_.emplace(fields[0], std::move(entry));
  if (!added)
    return wrong(number, std::string(fields[0]) + " stands in line " + std::to_string(before->second.line) +
                             " already.");
  return {};
}

Result<Taxonomy> Taxonomy::read(const std::filesystem::path& file) {
  Taxonomy taxonomy;
  auto done = each_row(file, [&](const std::string& line, int number) { return taxonomy.add(line, number); });
  if (!done) return tl::unexpected(std::move(done).error());
  return taxonomy;
}

Result<Taxonomy> Taxonomy::read_folder(const std::filesystem::path& data) {
  auto taxonomy = read(data / "tags.tsv");
  if (!taxonomy) return taxonomy;
  auto rules = evidence::Rules::read(data);
  if (!rules) return tl::unexpected(std::move(rules).error());
  taxonomy->rules_ = std::move(*rules);
  return taxonomy;
}

const Taxonomy::Entry* Taxonomy::find(std::string_view analyser, std::string_view label) const {
  const auto found = entries_.find(std::string(analyser) + ":" + std::string(label));
  return found == entries_.end() ? nullptr : &found->second;
}

std::optional<Tag> Taxonomy::tag_of(std::string_view analyser, std::string_view label, float score) const {
  const Entry* entry = find(analyser, label);
  return entry != nullptr && score >= entry->least_score ? entry->tag : std::nullopt;
}

bool Taxonomy::lists(std::string_view analyser, std::string_view label) const {
  return find(analyser, label) != nullptr;
}

std::set<Tag> Taxonomy::tags() const {
  std::set<Tag> all;
  for (const auto& [label, entry] : entries_)
    if (entry.tag) all.insert(*entry.tag);
  if (rules_)
    for (auto& [main, sub] : rules_->tags()) all.insert({main, sub});
  return all;
}

std::vector<std::string> Taxonomy::labels() const {
  std::set<std::string> all;
  for (const auto& [label, entry] : entries_) {
    const auto colon = label.find(':');
    const auto analyser = label.substr(0, colon);
    if (analyser == "object" || analyser == "scene") all.insert(label.substr(colon + 1));
  }
  return {all.begin(), all.end()};
}

std::optional<Tag> Taxonomy::tag_of(const TimedFact& fact) const {
  if (const auto* object = fact.as<facts::Object>()) return tag_of(fact.analyser, object->label, fact.score);
  if (const auto* seen = fact.as<facts::PictureClass>())
    return tag_of(fact.analyser, seen->label, fact.score);
  if (fact.as<facts::Emotion>() != nullptr) return tag_of(fact.analyser, what(fact), fact.score);
  if (const auto* heard = fact.as<facts::Sound>()) return tag_of(fact.analyser, heard->label, fact.score);
  return std::nullopt;
}

}  // namespace smarttag::tagging
