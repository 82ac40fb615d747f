#include "vision/text/reading/decoding/ctc.h"

#include <algorithm>

namespace smarttag::vision::text {

Reading decode_ctc(std::span<const float> probabilities, const std::vector<std::string>& labels) {
  const std::size_t classes = labels.size();
  Reading reading;
  if (classes == 0) return reading;
  std::size_t before = 0;
  int kept = 0;
  for (std::size_t at = 0; at + classes <= probabilities.size(); at += classes) {
    const auto step = probabilities.subspan(at, classes);
    const auto best = static_cast<std::size_t>(std::max_element(step.begin(), step.end()) - step.begin());
    if (best != 0 && best != before) {
      reading.text += labels[best];
      reading.score += step[best];
      ++kept;
    }
    before = best;
  }
  if (kept > 0) reading.score /= static_cast<float>(kept);
  return reading;
}

}  // namespace smarttag::vision::text
