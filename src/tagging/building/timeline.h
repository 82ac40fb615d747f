// Stretches of time: merged, measured, compared with the whole.
#pragma once

#include <vector>

namespace smarttag::tagging {

struct Stretch {
  double from = 0;  // seconds
  double to = 0;
  double score = 0;
};

// Adds a stretch that begins no earlier than those before it began; joined to the last one as by merged.
void append(std::vector<Stretch>& stretches, const Stretch& next, double gap);

// Sorted, with stretches that overlap or lie closer than `gap` seconds joined; a joined stretch has the best
// score.
std::vector<Stretch> merged(std::vector<Stretch> stretches, double gap);

// Seconds that the stretches cover, overlaps counted once.
double covered(const std::vector<Stretch>& stretches);

// covered / duration, 0 to 1; 0 for a duration of 0.
double share(const std::vector<Stretch>& stretches, double duration);

}  // namespace smarttag::tagging
