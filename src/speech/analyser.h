// What every analyser of sound is: it hears the audio of one job in order of time and gives timed facts.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "base/error.h"
#include "base/settings.h"
#include "facts/fact.h"
#include "media/frame.h"

namespace smarttag::inference {
class Engine;  // its header brings all of OpenVINO: only sources that run models include it
}

namespace smarttag::speech {

// One for each job; called from one thread at a time. Holds at most one speech window of audio (30 s) and the
// facts found so far.
class AudioAnalyser {
 public:
  virtual ~AudioAnalyser() = default;
  virtual Result<void> hear(const media::AudioChunk& chunk) = 0;

  // Where it finds something before the end, it tells so on the thread that hears, as soon as it is sure.
  // What it tells stands in finish() too, unless it is found to be a copy of another channel. Call before
  // hear().
  using Heard = std::function<void(const std::vector<TimedFact>&)>;
  virtual void tell(Heard /*heard*/) {}

  // After the last chunk: everything that was recognised, in order of time. Called once.
  virtual Result<std::vector<TimedFact>> finish() = 0;
};

}  // namespace smarttag::speech
