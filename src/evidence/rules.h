// What is concluded from the facts of a job: tags with the stretches of time in which they hold.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "evidence/brands.h"
#include "evidence/evidence_table.h"
#include "facts/fact.h"
#include "facts/keeping/fact_log.h"

namespace smarttag::evidence {

struct Finding {
  double from = 0;  // seconds; from = to = 0 for a picture
  double to = 0;
  Conclusion tag;
};

// Takes one finding. What it fails with ends the search.
using FindingSink = std::function<Result<void>(Finding)>;

// Immutable once read; safe to share between threads.
class Rules {
 public:
  // evidence.tsv and brands.tsv of the folder. Errors: as EvidenceTable::read and Brands::read.
  static Result<Rules> read(const std::filesystem::path& data);

  // By shots, in order of time, from faces, objects, picture classes and sounds (facts of other kinds are
  // passed over). Holds no more of them than those of a minute. `duration` in seconds, 0 for a picture.
  // Errors: those of the stream and of the sink.
  Result<void> conclude(facts::FactStream& seen, double duration, const FindingSink& sink) const;

  // Main and sub tag of all that can be concluded; some stand several times.
  std::vector<std::pair<std::string, std::string>> tags() const;

  // The logos that a facts::TextLine is; none for facts of other kinds.
  std::vector<Finding> logos_in(const TimedFact& line) const;

 private:
  Rules(EvidenceTable table, Brands brands) : table_(std::move(table)), brands_(std::move(brands)) {}

  EvidenceTable table_;
  Brands brands_;
};

}  // namespace smarttag::evidence
