#include "tagging/cpv/knowledge.h"

#include <fstream>

#include "base/paths.h"
#include "language/text/unicode.h"

namespace smarttag::tagging {
namespace {

using results::Json;

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
  return std::string(kind) + ":" + language::folded(name);
}

}  // namespace

Result<void> Knowledge::add(const std::string& line) {
  auto object = results::parse(line);
  if (!object) return tl::unexpected(std::move(object).error());
  if (!object->is_object()) return fail(ErrorKind::kUsage, "write a JSON object.");
  for (const auto& [key, value] : object->items())
    if (!value.is_string()) return fail(ErrorKind::kUsage, "\"" + key + "\" must be a text.");
  const auto kind = object->value("kind", std::string());
  const auto name = object->value("name", std::string()), english = object->value("nameEn", std::string());
  if (kind.empty() || (name.empty() && english.empty()))
    return fail(ErrorKind::kUsage, "\"kind\" and \"name\" or \"nameEn\" are needed.");
  for (const auto& each : {name, english})
    if (!each.empty()) known_.insert_or_assign(key_of(kind, each), *object);
  return {};
}

Result<std::shared_ptr<const Knowledge>> Knowledge::read(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in)
    return fail(ErrorKind::kInternal, "The knowledge file is missing. Restore data/knowledge.jsonl.",
                file.string());
  auto made = std::make_shared<Knowledge>();
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    if (line.find_first_not_of(" \r\t") == std::string::npos) continue;
    if (const auto added = made->add(line); !added)
      return fail(ErrorKind::kUsage,
                  "The knowledge file, line " + std::to_string(number) + ": " + added.error().client.text);
  }
  return made;
}

std::string Knowledge::about(std::string_view kind, const std::string& name,
                             const std::string& fields) const {
  const auto found = known_.find(key_of(kind, name));
  return found == known_.end() ? "" : text_of(found->second, fields);
}

std::string about_place(const language::NamedThing& place, const std::string& fields) {
  return text_of({{"name", place.chinese.empty() ? place.english : place.chinese},
                  {"nameEn", place.english},
                  {"country", place.country}},
                 fields);
}

Result<std::shared_ptr<const Knowledge>> knowledge() {
  static const auto kKnowledge = Knowledge::read(home_folder() / "data" / "knowledge.jsonl");
  return kKnowledge;
}

}  // namespace smarttag::tagging
