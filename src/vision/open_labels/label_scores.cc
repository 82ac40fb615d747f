#include "vision/open_labels/label_scores.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace smarttag::vision::open_labels {

std::vector<float> scores(const std::vector<LabelPrompt>& labels, std::span<const float> label_cosines,
                          std::span<const float> neutral_cosines, const Calibration& calibration) {
  const float scale = calibration.scale;
  std::vector<float> out(labels.size(), 0);
  if (calibration.bias) {
    for (std::size_t i = 0; i < out.size(); ++i)
      out[i] = 1 / (1 + std::exp(-(scale * label_cosines[i] + *calibration.bias)));
    return out;
  }
  // Exponentials of differences from the highest cosine: none overflows.
  float highest = -1;
  for (const auto cosines : {label_cosines, neutral_cosines})
    for (const float cosine : cosines) highest = std::max(highest, cosine);
  const auto weight = [&](float cosine) { return std::exp(scale * (cosine - highest)); };
  float neutral = std::numeric_limits<float>::min();  // so that nothing is divided by zero
  for (const float cosine : neutral_cosines) neutral += weight(cosine);
  std::map<std::string, float> of_main;
  for (std::size_t i = 0; i < out.size(); ++i)
    if (!labels[i].asked) of_main[labels[i].main] += weight(label_cosines[i]);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const float own = weight(label_cosines[i]);
    out[i] = own / (neutral + (labels[i].asked ? own : of_main[labels[i].main]));
  }
  return out;
}

}  // namespace smarttag::vision::open_labels
