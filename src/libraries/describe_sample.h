// From the picture of a sample to what it is recognised by.
#pragma once

#include <string>

#include "libraries/sample_description.h"
#include "worker/analysis_process.h"

namespace smarttag::libraries {

// The picture behind the descriptor, which stays the caller's, for a library of this algorithm ("face",
// "landmark", "object", "logo"). kUsage with a sentence for people: no picture; no face, several alike, or
// one that cannot be told from others; a thing that shows too little. Else the errors of an analysis.
Result<SampleDescription> describe_sample(worker::AnalysisProcess& process, int fd,
                                          const std::string& algorithm,
                                          const worker::AnalysisProcess::Watch& watch);

}  // namespace smarttag::libraries
