// Joins what is read of faces at successive looks: one face that keeps one look.
#pragma once

#include <string>
#include <vector>

#include "facts/fact.h"

namespace smarttag::vision::emotions {

// What is read of one face at one look.
struct Read {
  Box box;            // displayed pixels
  std::string label;  // the surest of the model's
  float score = 0;    // its probability
};

// Takes looks in order of time. Memory grows with the stays.
class EmotionStays {
 public:
  // All faces of one look; none where nothing is seen. A new shot ends what was.
  void see(double time, bool new_shot, const std::vector<Read>& faces);

  // After the last look; `end` in seconds. A stay lasts until the look that does not show it, its score is
  // the mean of its looks.
  std::vector<TimedFact> finish(double end);

 private:
  void close(std::size_t open, double time);

  std::vector<TimedFact> open_;
  std::vector<TimedFact> closed_;
};

}  // namespace smarttag::vision::emotions
