// What is known of persons, things, organisations and places: data/knowledge.jsonl, which users extend.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"
#include "language/labels/gazetteer.h"
#include "results/json.h"

namespace smarttag::tagging {

// Immutable once read; safe to share between threads.
class Knowledge {
 public:
  // A JSON object a line: "kind" (person, landmark, object, organization, place, movie, music), "name" or
  // "nameEn", and what else is known, texts alone. A later line stands in for an earlier one of its kind and
  // name. kUsage with the number of a line that does not fit, kInternal for a missing file.
  static Result<std::shared_ptr<const Knowledge>> read(const std::filesystem::path& file);

  // The object's text without "kind"; "" when nothing is known. Names are compared without case. `fields`:
  // "all", or the names of those that are wanted with commas between; "" for none.
  [[nodiscard]] std::string about(std::string_view kind, const std::string& name,
                                  const std::string& fields = "all") const;

 private:
  Result<void> add(const std::string& line);
  std::map<std::string, results::Json, std::less<>> known_;  // by kind:name in small letters
};

// What the gazetteer knows of a place: name, nameEn, country, as the text of a JSON object.
std::string about_place(const language::NamedThing& place, const std::string& fields = "all");

// data/knowledge.jsonl, read once in a process. Errors: as Knowledge::read.
Result<std::shared_ptr<const Knowledge>> knowledge();

}  // namespace smarttag::tagging
