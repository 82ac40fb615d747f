// What an analysis heard besides words, for its report.
#pragma once

#include <vector>

#include "cli/report/report.h"
#include "worker/finished_analysis.h"

namespace smarttag::cli {

// Sound events, singing and music; speech stands in the report as words, here are those who speak where they
// were told apart. Read from the kept facts. Errors: as facts::read_facts.
Result<Heard> heard_sounds(const worker::FinishedAnalysis& finished);

}  // namespace smarttag::cli
