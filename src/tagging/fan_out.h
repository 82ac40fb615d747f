// The fan-out of one decode: the decoder feeds two queues, one thread looks, one listens.
#pragma once

#include <memory>
#include <vector>

#include "media/source.h"
#include "speech/analyser.h"
#include "tagging/progress.h"
#include "vision/analyser.h"

namespace smarttag::tagging {

struct Analysers {
  std::vector<std::unique_ptr<vision::FrameAnalyser>> frame;
  std::vector<std::unique_ptr<speech::AudioAnalyser>> audio;
};

struct Observed {
  std::vector<TimedFact> facts;  // of all analysers, in order of `from`
  double end = 0;                // seconds of media that were really decoded
};

// Decodes on the calling thread. The first error of any side stops all of them and is returned.
Result<Observed> run(media::Source& source, Analysers& analysers, ProgressMeter& progress);

}  // namespace smarttag::tagging
