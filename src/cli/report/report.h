// The report that people read: persons, tags, and text and speech on a timeline.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "cli/finished/page.h"
#include "results/job.h"

namespace smarttag::cli {

struct ReportStyle {
  bool colour = false;  // ANSI colours; only for a terminal
  int width = 100;      // columns
};

// That of standard output: colours where it is a terminal, unless NO_COLOR is set.
ReportStyle style_of_terminal();

// What the report is of.
struct ReportHead {
  std::string name;
  std::vector<std::string> facts;      // beside the name: "1:32", "1920x1080"
  std::vector<std::string> remarks;    // sentences below it
  std::vector<std::string> methods{};  // what wrote the texts; below the remarks
  double duration = 0;                 // seconds; 0 where it is not known
  bool picture = false;                // has no times
  std::vector<HeardSound> sounds{};    // what is heard longest first
};

// Plain UTF-8 text, ends with a line feed. kInternal when a result does not parse.
Result<std::string> report(const ReportHead& head, const std::vector<results::TypedResult>& results,
                           const ReportStyle& style);

}  // namespace smarttag::cli
