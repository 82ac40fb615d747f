#include "tagging/building/timeline.h"

#include <algorithm>

namespace smarttag::tagging {

std::vector<Stretch> merged(std::vector<Stretch> stretches, double gap) {
  std::sort(stretches.begin(), stretches.end(),
            [](const Stretch& a, const Stretch& b) { return a.from < b.from; });
  std::vector<Stretch> out;
  for (const Stretch& s : stretches) {
    if (out.empty() || s.from > out.back().to + gap) {
      out.push_back(s);
      continue;
    }
    out.back().to = std::max(out.back().to, s.to);
    out.back().score = std::max(out.back().score, s.score);
  }
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
