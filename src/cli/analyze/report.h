// The report that people read: persons, tags, and text and speech on a timeline.
#pragma once

#include <string>
#include <vector>

#include "media/frame.h"
#include "results/job.h"

namespace smarttag::cli {

struct ReportStyle {
  bool colour = false;  // ANSI colours; only for a terminal
  int width = 100;      // columns
};

// Plain UTF-8 text, ends with a line feed. kInternal when a result does not parse.
Result<std::string> report(const std::string& name, const media::MediaInfo& media,
                           const std::vector<results::TypedResult>& results, const ReportStyle& style);

}  // namespace smarttag::cli
