// From the labels of the models, and from evidence, to the tags of the API, by text files that users may
// edit.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "evidence/rules.h"
#include "facts/fact.h"

namespace smarttag::tagging {

struct Tag {
  std::string main;  // Program, Character, Object, Logo, Action, Landmark, Scene or Emotion
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

  // tags.tsv of the folder with the tables of evidence beside it. Errors: also as evidence::Rules::read.
  static Result<Taxonomy> read_folder(const std::filesystem::path& data);

  // What follows from many facts together; nullptr where no evidence was read. The taxonomy's own.
  const evidence::Rules* rules() const { return rules_ ? &*rules_ : nullptr; }

  // The tag of what an analyser saw; none for a label that is not listed, is listed without a tag, or has a
  // score below the label's minimum.
  std::optional<Tag> tag_of(std::string_view analyser, std::string_view label, float score) const;
  // Of an Object, a PictureClass, a Sound or an Emotion; none for facts of other kinds.
  std::optional<Tag> tag_of(const TimedFact& fact) const;

  // All tags that can follow from labels and from evidence.
  std::set<Tag> tags() const;

  // The labels of objects and of picture classes, without analyser, each once.
  std::vector<std::string> labels() const;

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
  std::optional<evidence::Rules> rules_;
};

}  // namespace smarttag::tagging
