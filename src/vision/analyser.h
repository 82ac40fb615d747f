// What every analyser of pictures is: it sees the frames of one job in order of time and gives timed facts.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/settings.h"
#include "facts/fact.h"
#include "media/frame.h"

namespace smarttag::inference {
class Engine;  // its header brings all of OpenVINO: only sources that run models include it
}

namespace smarttag::vision {

// One for each job and analyser; called from one thread at a time. Memory is bounded however many frames
// come: keep tracks and vectors, never frames.
class FrameAnalyser {
 public:
  virtual ~FrameAnalyser() = default;

  // The frame is shared with the other analysers: read only.
  virtual Result<void> see(const media::Frame& frame) = 0;

  // After the last frame: everything that was found. `end` is the duration of the media in seconds (0 for a
  // picture). Called once.
  virtual Result<std::vector<TimedFact>> finish(double end) = 0;
};

// Makes an analyser with its models loaded; the models stay compiled in the engine for the next job.
using FrameAnalyserFactory = Result<std::unique_ptr<FrameAnalyser>> (*)(inference::Engine&, const Settings&);

struct FrameAnalyserEntry {
  std::string_view name;  // as in TimedFact::analyser and --types
  FrameAnalyserFactory make;
};

}  // namespace smarttag::vision
