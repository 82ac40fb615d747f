// What is known of persons, things, organisations and places: data/knowledge.jsonl, and a file of the user's.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "language/labels/gazetteer.h"
#include "results/json.h"

namespace smarttag::tagging {

// person, landmark, object, organization, place, movie, music: the kinds of KnowledgeConfig.
std::span<const std::string_view> knowledge_kinds();

// Immutable once read; safe to share between threads.
class Knowledge {
 public:
  // What is wrong with an entry; empty for nothing.
  using Check = std::string (*)(const results::Json& entry);

  // A JSON object a line: "kind", "name" or "nameEn", and what else is known, texts alone. A later entry
  // stands in for an earlier one of its kind and name; names are compared without case. kUsage with the
  // number of a line that does not fit, or in which `further` finds a fault.
  static Result<std::shared_ptr<const Knowledge>> parse(std::string_view text, Check further = nullptr);

  // kInternal for a missing file, and as parse.
  static Result<std::shared_ptr<const Knowledge>> read(const std::filesystem::path& file);

  // These with those of another laid over them.
  [[nodiscard]] std::shared_ptr<const Knowledge> with(const Knowledge& other) const;

  // In the order in which they were read.
  [[nodiscard]] std::vector<results::Json> entries() const;

  // The object's text without "kind"; "" when nothing is known. `fields`: "all", or the names of those that
  // are wanted with commas between; "" for none.
  [[nodiscard]] std::string about(std::string_view kind, const std::string& name,
                                  const std::string& fields = "all") const;

  // As about, over what the gazetteer knows of a place: name, nameEn, country.
  [[nodiscard]] std::string about_place(const language::NamedThing& place,
                                        const std::string& fields = "all") const;

  // Whether an entry has this one's kind and one of its names.
  [[nodiscard]] bool has(const results::Json& entry) const;

 private:
  Result<void> add(const std::string& line, Check further);
  void put(const results::Json& entry);
  [[nodiscard]] const results::Json* find(std::string_view kind, std::string_view name) const;

  std::vector<std::optional<results::Json>> entries_;  // nothing in place of those that later ones replaced
  std::map<std::string, std::size_t, std::less<>> known_;  // by kind:name in small letters
};

// data/knowledge.jsonl, read once in a process. Errors: as Knowledge::read.
Result<std::shared_ptr<const Knowledge>> built_in_knowledge();

}  // namespace smarttag::tagging
