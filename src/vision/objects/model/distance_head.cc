#include "vision/objects/model/distance_head.h"

#include <algorithm>
#include <cmath>

namespace smarttag::vision::objects {

float expected_distance(std::span<const float> logits) {
  const float highest = *std::max_element(logits.begin(), logits.end());
  float sum = 0;
  float weighted = 0;
  for (std::size_t bin = 0; bin < logits.size(); ++bin) {
    const float weight = std::exp(logits[bin] - highest);
    sum += weight;
    weighted += weight * static_cast<float>(bin);
  }
  return weighted / sum;
}

int DistanceHead::cells() const {
  int count = 0;
  for (const int stride : strides) count += (size / stride) * (size / stride);
  return count;
}

std::vector<Detection> DistanceHead::decode(std::span<const float> scores, std::span<const float> distances,
                                            float least) const {
  std::vector<Detection> found;
  std::size_t cell = 0;
  for (const int stride : strides) {
    const int side = size / stride;
    for (int index = 0; index < side * side; ++index, ++cell) {
      const auto row = scores.subspan(cell * classes, classes);
      if (*std::max_element(row.begin(), row.end()) < least) continue;
      const auto step = static_cast<float>(stride);
      const float x = (static_cast<float>(index % side) + 0.5F) * step;
      const int line = index / side;
      const float y = (static_cast<float>(line) + 0.5F) * step;
      const auto far = [&](int edge) {
        return step * expected_distance(distances.subspan((cell * 4 + edge) * bins, bins));
      };
      found.push_back({{x - far(0), y - far(1), x + far(2), y + far(3)}, {row.begin(), row.end()}});
    }
  }
  return found;
}

}  // namespace smarttag::vision::objects
