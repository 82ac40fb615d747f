// What an analysis process has made: a list of things, and the file in which they lie.
#pragma once

#include <string>
#include <vector>

#include "base/descriptor.h"
#include "results/job.h"
#include "tagging/analysis.h"

namespace smarttag::worker {

struct FinishedAnalysis {
  tagging::Analysis analysis;  // every offset and size lies inside the output
  Descriptor output;

  // The bytes of one thing, for those that are small enough to be held. kInternal.
  Result<std::string> text_of(const tagging::Written& written) const;

  // All results, held in memory: for people's eyes.
  Result<std::vector<results::TypedResult>> results() const;
};

// Checks what the process told against the output: names, and that no two of a kind have one name. The
// process may have been taken over by its input. kAnalysisCrashed.
Result<FinishedAnalysis> finished(tagging::Analysis analysis, Descriptor output);

}  // namespace smarttag::worker
