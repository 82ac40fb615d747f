// Progress of one input on standard error: a line that rewrites itself on a terminal, plain lines otherwise.
#pragma once

#include <chrono>
#include <string>

#include "tagging/observing/progress.h"

namespace smarttag::cli {

class ProgressLine {
 public:
  // `quiet` shows nothing.
  ProgressLine(const std::string& name, bool quiet);
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void show(const tagging::Progress& progress);

 private:
  void clear();

  std::string name_;
  bool quiet_;
  bool terminal_;
  bool drawn_ = false;
  int last_tenth_ = 0;
  std::chrono::steady_clock::time_point start_;
};

}  // namespace smarttag::cli
