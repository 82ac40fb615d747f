#include "tagging/cpv/knowledge.h"

#include <algorithm>
#include <array>

#include <spdlog/fmt/fmt.h>

#include "base/paths.h"
#include "base/whole_file.h"
#include "language/text/unicode.h"

namespace smarttag::tagging {
namespace {

using results::Json;

constexpr std::array<std::string_view, 7> kKinds{"person", "landmark", "object", "organization",
                                                 "place",  "movie",    "music"};

bool is_wanted(const std::string& field, const std::string& fields) {
  return fields == "all" || ("," + fields + ",").find("," + field + ",") != std::string::npos;
}

std::string text_of(const Json& object, const std::string& fields) {
  Json out = Json::object();
  for (const auto& [key, value] : object.items())
    if (key != "kind" && is_wanted(key, fields)) out[key] = value;
  return out.empty() ? "" : results::dump(out);
}

std::string key_of(std::string_view kind, std::string_view name) {
  return std::string(kind) + ":" + language::folded(std::string(name));
}

// Under which an entry is found.
std::vector<std::string> keys_of(const Json& entry) {
  std::vector<std::string> keys;
  for (const char* field : {"name", "nameEn"})
    if (const auto name = entry.value(field, std::string()); !name.empty())
      keys.push_back(key_of(entry.value("kind", std::string()), name));
  return keys;
}

}  // namespace

std::span<const std::string_view> knowledge_kinds() { return kKinds; }

void Knowledge::put(const Json& entry) {
  const auto keys = keys_of(entry);
  for (const auto& key : keys)
    if (const auto before = known_.find(key); before != known_.end() && entries_[before->second]) {
      const auto place = before->second;
      for (const auto& other : keys_of(*entries_[place])) known_.erase(other);
      entries_[place].reset();
    }
  for (const auto& key : keys) known_.insert_or_assign(key, entries_.size());
  entries_.emplace_back(entry);
}

Result<void> Knowledge::add(const std::string& line, Check further) {
  auto object = results::parse(line);
  if (!object) return tl::unexpected(std::move(object).error());
  if (!object->is_object()) return fail(ErrorKind::kUsage, "write a JSON object.");
  for (const auto& [key, value] : object->items())
    if (!value.is_string()) return fail(ErrorKind::kUsage, "\"" + key + "\" must be a text.");
  const auto kind = object->value("kind", std::string());
  if (kind.empty() || keys_of(*object).empty())
    return fail(ErrorKind::kUsage, "\"kind\" and \"name\" or \"nameEn\" are needed.");
  if (std::find(kKinds.begin(), kKinds.end(), kind) == kKinds.end())
    return fail(ErrorKind::kUsage,
                fmt::format("the kind '{}' is not known. Known: {}.", kind, fmt::join(kKinds, ", ")));
  if (further != nullptr)
    if (auto fault = further(*object); !fault.empty()) return fail(ErrorKind::kUsage, std::move(fault));
  put(*object);
  return {};
}

Result<std::shared_ptr<const Knowledge>> Knowledge::parse(std::string_view text, Check further) {
  auto made = std::make_shared<Knowledge>();
  int number = 0;
  for (std::size_t from = 0; from < text.size();) {
    const auto end = std::min(text.find('\n', from), text.size());
    const std::string line(text.substr(from, end - from));
    from = end + 1;
    ++number;
    if (line.find_first_not_of(" \r\t") == std::string::npos) continue;
    if (const auto added = made->add(line, further); !added)
      return fail(ErrorKind::kUsage,
                  "The knowledge file, line " + std::to_string(number) + ": " + added.error().client.text);
  }
  return made;
}

Result<std::shared_ptr<const Knowledge>> Knowledge::read(const std::filesystem::path& file) {
  const auto text = whole_file(file);
  if (!text) return fail(ErrorKind::kInternal, "The knowledge file is missing.", file.string());
  return parse(*text);
}

std::shared_ptr<const Knowledge> Knowledge::with(const Knowledge& other) const {
  auto both = std::make_shared<Knowledge>(*this);
  for (const auto& entry : other.entries_)
    if (entry) both->put(*entry);
  return both;
}

std::vector<Json> Knowledge::entries() const {
  std::vector<Json> out;
  for (const auto& entry : entries_)
    if (entry) out.push_back(*entry);
  return out;
}

const Json* Knowledge::find(std::string_view kind, std::string_view name) const {
  const auto found = known_.find(key_of(kind, name));
  return found == known_.end() ? nullptr : &*entries_[found->second];
}

bool Knowledge::has(const Json& entry) const {
  const auto keys = keys_of(entry);
  return std::any_of(keys.begin(), keys.end(), [&](const auto& key) { return known_.contains(key); });
}

std::string Knowledge::about(std::string_view kind, const std::string& name,
                             const std::string& fields) const {
  const auto* found = find(kind, name);
  return found == nullptr ? "" : text_of(*found, fields);
}

std::string Knowledge::about_place(const language::NamedThing& place, const std::string& fields) const {
  Json told{{"name", place.chinese.empty() ? place.english : place.chinese},
            {"nameEn", place.english},
            {"country", place.country}};
  for (const auto& name : {place.english, place.chinese})
    if (const auto* own = name.empty() ? nullptr : find("place", name)) {
      told.update(*own);
      break;
    }
  return text_of(told, fields);
}

Result<std::shared_ptr<const Knowledge>> built_in_knowledge() {
  static const auto kKnowledge = Knowledge::read(home_folder() / "data" / "knowledge.jsonl");
  return kKnowledge;
}

}  // namespace smarttag::tagging
