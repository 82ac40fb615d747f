// The table that says what follows from what was seen: data/evidence.tsv.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"

namespace smarttag::evidence {

// What was seen, by term ("object:car", "count:person"): see data/evidence.tsv for all of them. A term that
// is not there counts as 0.
using Terms = std::map<std::string, float, std::less<>>;

// What follows from it.
struct Conclusion {
  std::string main;  // of the tag: Program, Character, Object, Logo, Action, Landmark, Scene
  std::string sub;
  float score = 0;  // 0 to 1
  std::string why;  // the evidence with its weights, for people
};

// Immutable once read; safe to share between threads.
class EvidenceTable {
 public:
  // kUsage with the number of the line where a line is wrong, kInternal when the file cannot be read.
  static Result<EvidenceTable> read(const std::filesystem::path& file);

  // One conclusion for each tag that reaches its minimum, by the row that gives it most. Rows see the
  // conclusions of the rows above them as tag:SUB.
  std::vector<Conclusion> weigh(Terms terms) const;

  // Main and sub tag of every row; a tag of several rows stands several times.
  std::vector<std::pair<std::string, std::string>> tags() const;

  // The labels of each group of labels ("@food").
  const std::map<std::string, std::vector<std::string>, std::less<>>& groups() const { return groups_; }

 private:
  struct Need {
    std::string term;
    bool at_least = true;  // or below
    float limit = 0;
  };
  struct Row {
    std::string main;
    std::string sub;
    float least = 0;
    std::vector<Need> needs;
    std::vector<std::pair<float, std::string>> evidence;  // weight and term
  };
  Result<void> add(std::string_view line);

  std::vector<Row> rows_;
  std::map<std::string, std::vector<std::string>, std::less<>> groups_;
};

}  // namespace smarttag::evidence
