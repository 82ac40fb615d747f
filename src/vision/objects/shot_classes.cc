#include "vision/objects/shot_classes.h"

#include <algorithm>

namespace smarttag::vision::objects {

void ShotClasses::add(std::span<const float> probabilities) {
  sums_.resize(probabilities.size());
  for (std::size_t i = 0; i < probabilities.size(); ++i) sums_[i] += probabilities[i];
  ++count_;
}

std::vector<std::pair<std::size_t, float>> ShotClasses::best(std::size_t most, float least) const {
  std::vector<std::pair<std::size_t, float>> out;
  for (std::size_t i = 0; i < sums_.size(); ++i)
    if (const float mean = sums_[i] / static_cast<float>(count_); mean >= least) out.emplace_back(i, mean);
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  if (out.size() > most) out.resize(most);
  return out;
}

}  // namespace smarttag::vision::objects
