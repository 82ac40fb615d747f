// Why each tag came: for those who edit the tables of data/.
#pragma once

#include <string>

#include "worker/finished_analysis.h"

namespace smarttag::cli {

// A line for each tag that was concluded, whether the results tell it or not: its surest score, when, what
// spoke for it, and how many times more it was concluded. Read from the kept facts. Errors: as
// facts::read_facts.
Result<std::string> tag_reasons(const worker::FinishedAnalysis& finished);

}  // namespace smarttag::cli
