// What is concluded from the facts of a job: tags with the stretches of time in which they hold.
#pragma once

#include <filesystem>
#include <vector>

#include "evidence/brands.h"
#include "evidence/evidence_table.h"
#include "facts/fact.h"

namespace smarttag::evidence {

struct Finding {
  double from = 0;  // seconds; from = to = 0 for a picture
  double to = 0;
  Conclusion tag;
};

// Immutable once read; safe to share between threads.
class Rules {
 public:
  // evidence.tsv and brands.tsv of the folder. Errors: as EvidenceTable::read and Brands::read.
  static Result<Rules> read(const std::filesystem::path& data);

  // By shots, in order of time. `duration` in seconds, 0 for a picture.
  std::vector<Finding> conclude(const std::vector<TimedFact>& facts, double duration) const;

 private:
  Rules(EvidenceTable table, Brands brands) : table_(std::move(table)), brands_(std::move(brands)) {}

  EvidenceTable table_;
  Brands brands_;
};

}  // namespace smarttag::evidence
