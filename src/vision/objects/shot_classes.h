// The classes of one shot: the mean over the pictures that were looked at, and what of it is worth saying.
#pragma once

#include <span>
#include <utility>
#include <vector>

namespace smarttag::vision::objects {

class ShotClasses {
 public:
  void add(std::span<const float> probabilities);
  bool empty() const { return count_ == 0; }

  using Best = std::vector<std::pair<std::size_t, float>>;

  // The most probable classes with their mean probability, at most `most` of them and none below `least`; the
  // surest first.
  Best best(std::size_t most, float least) const;

  // The same by the highest probability that each class had in any of the pictures.
  Best highest(std::size_t most, float least) const;

 private:
  std::vector<float> sums_;
  std::vector<float> highest_;
  int count_ = 0;
};

}  // namespace smarttag::vision::objects
