// The fan-out of one decode: the decoder feeds two queues, one thread looks, one listens.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "facts/keeping/fact_log.h"
#include "media/source.h"
#include "speech/analyser.h"
#include "tagging/observing/progress.h"
#include "vision/analyser.h"

namespace smarttag::tagging {

struct Observers {
  std::vector<std::unique_ptr<vision::FrameAnalyser>> frame;
  std::vector<std::unique_ptr<speech::AudioAnalyser>> audio;
  // Each gives a sentence that says what one of them looked with; called after observe().
  std::vector<std::function<std::string()>> methods{};
};

// Decodes on the calling thread and adds the facts of all observers to the log. Returns how many seconds of
// media were really decoded. The first error of any side stops all of them and is returned.
Result<double> observe(media::Source& source, Observers& observers, facts::FactLog& log,
                       ProgressMeter& progress);

}  // namespace smarttag::tagging
