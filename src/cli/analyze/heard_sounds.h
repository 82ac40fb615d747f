// What an analysis heard besides words, for its report.
#pragma once

#include <vector>

#include "cli/report/report.h"
#include "worker/finished_analysis.h"

namespace smarttag::cli {

// Sound events, singing and music, what is heard longest first; speech stands in the report as words. Read
// from the kept facts. Errors: as facts::read_facts.
Result<std::vector<HeardSound>> heard_sounds(const worker::FinishedAnalysis& finished);

}  // namespace smarttag::cli
