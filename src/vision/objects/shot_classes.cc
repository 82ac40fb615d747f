#include "vision/objects/shot_classes.h"

#include <algorithm>

namespace smarttag::vision::objects {
namespace {

ShotClasses::Best surest(const std::vector<float>& values, float divisor, std::size_t most, float least) {
  ShotClasses::Best out;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (const float value = values[i] / divisor; value >= least) out.emplace_back(i, value);
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  if (out.size() > most) out.resize(most);
  return out;
}

}  // namespace

void ShotClasses::add(std::span<const float> probabilities) {
  sums_.resize(probabilities.size());
  highest_.resize(probabilities.size());
  for (std::size_t i = 0; i < probabilities.size(); ++i) {
    sums_[i] += probabilities[i];
    highest_[i] = std::max(highest_[i], probabilities[i]);
  }
  ++count_;
}

ShotClasses::Best ShotClasses::best(std::size_t most, float least) const {
  return surest(sums_, static_cast<float>(count_), most, least);
}

ShotClasses::Best ShotClasses::highest(std::size_t most, float least) const {
  return surest(highest_, 1, most, least);
}

}  // namespace smarttag::vision::objects
