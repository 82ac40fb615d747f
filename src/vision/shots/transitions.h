// From the network's judgement of each frame to shots.
#pragma once

#include <optional>
#include <vector>

#include "facts/fact.h"

namespace smarttag::vision::shots {

// What is known of one frame.
struct Judged {
  double time = 0;   // seconds
  float middle = 0;  // probability that it is the middle of a transition (of a cut: the last frame before it)
  float any = 0;     // probability that it belongs to a transition
  bool blank = false;  // it shows one colour
};

// Takes frames in order of time. A transition is a run of frames that belong to one, of which at least one is
// its middle; a run bridges frames that may belong to it, such as the dark ones between the halves of a fade.
// Memory grows with the shots only.
class Transitions {
 public:
  void add(const Judged& frame);

  // After the last frame; `end` in seconds. The shots, which follow each other without gaps from 0 to the
  // end; each begins in the middle of the transition before it.
  std::vector<TimedFact> finish(double end);

 private:
  struct Run {
    double from = 0;        // of its first frame
    double after = 0;       // of the frame after its last one
    double after_peak = 0;  // of the frame after its surest one
    float middle = 0;       // the highest probability of a middle
    int frames = 0;
    bool blank = false;
    bool last_is_peak = false;
    bool last_belongs = false;  // else the last frame seen is bridged
  };
  void end_run();
  void begin_shot(double time, const char* how, double took, float score);

  std::optional<Run> run_;
  std::vector<TimedFact> shots_;
  double last_time_ = 0;
};

}  // namespace smarttag::vision::shots
