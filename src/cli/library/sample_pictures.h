// Describes pictures for libraries of the command line.
#pragma once

#include <string>

#include "base/settings.h"
#include "cli/interrupt.h"
#include "libraries/describe_sample.h"

namespace smarttag::cli {

// One analysis process for all pictures of a command.
class SamplePictures {
 public:
  explicit SamplePictures(const Settings& settings)
      : settings_(settings), process_(worker::AnalysisProcess::of_command_line(settings)) {}

  // A file, or an http(s) URL. The error's text names the picture. Errors: as libraries::describe_sample, and
  // of an input.
  Result<libraries::SampleDescription> describe(const std::string& picture, const std::string& algorithm);

  bool interrupted() const { return interrupt_.happened(); }

 private:
  const Settings& settings_;
  worker::AnalysisProcess process_;
  Interrupt interrupt_;
};

}  // namespace smarttag::cli
