#include "tagging/building/timeline.h"

#include <algorithm>

namespace smarttag::tagging {

void append(std::vector<Stretch>& stretches, const Stretch& next, double gap) {
  if (stretches.empty() || next.from > stretches.back().to + gap) {
    stretches.push_back(next);
    return;
  }
  stretches.back().to = std::max(stretches.back().to, next.to);
  stretches.back().score = std::max(stretches.back().score, next.score);
}

std::vector<Stretch> merged(std::vector<Stretch> stretches, double gap) {
  std::sort(stretches.begin(), stretches.end(),
            [](const Stretch& a, const Stretch& b) { return a.from < b.from; });
  std::vector<Stretch> out;
  for (const Stretch& s : stretches) append(out, s, gap);
  return out;
}

double covered(const std::vector<Stretch>& stretches) {
  double sum = 0;
  for (const Stretch& s : merged(stretches, 0)) sum += s.to - s.from;
  return sum;
}

double share(const std::vector<Stretch>& stretches, double duration) {
  return duration > 0 ? std::clamp(covered(stretches) / duration, 0.0, 1.0) : 0.0;
}

}  // namespace smarttag::tagging
