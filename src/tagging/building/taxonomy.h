// From the labels of the models to the tags of the API, by a text file that users may edit.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "facts/fact.h"

namespace smarttag::tagging {

struct Tag {
  std::string main;  // Program, Character, Object, Logo, Action, Landmark or Scene
  std::string sub;   // "car"
  auto operator<=>(const Tag&) const =
      default;  // NOLINT(modernize-use-nullptr): takes its own 0 for a pointer
};

// Immutable once read; safe to share between threads.
class Taxonomy {
 public:
  // A line each: model label, main tag, sub tag, minimum score, with a tab between them; empty lines and
  // lines that start with # are passed over. A model label is analyser:label ("object:car"); the main tag "-"
  // makes no tag of it. kUsage with the number of the line on anything else, kInternal when the file cannot
  // be read.
  static Result<Taxonomy> read(const std::filesystem::path& file);

  // The tag of what an analyser saw; none for a label that is not listed, is listed without a tag, or has a
  // score below the label's minimum.
  std::optional<Tag> tag_of(std::string_view analyser, std::string_view label, float score) const;
  // Of an Object or a PictureClass; none for facts of other kinds.
  std::optional<Tag> tag_of(const TimedFact& fact) const;

  // Whether the label stands in the file, with or without a tag.
  bool lists(std::string_view analyser, std::string_view label) const;

 private:
  struct Entry {
    std::optional<Tag> tag;
    float least_score = 0;
    int line = 0;
  };
  const Entry* find(std::string_view analyser, std::string_view label) const;
  Result<void> add(const std::string& line, int number);

  std::map<std::string, Entry, std::less<>> entries_;  // by analyser:label
};

}  // namespace smarttag::tagging
