// Which features of many samples look like those of a picture: approximate, so that hundreds of samples cost
// little more than one.
#pragma once

#include <cstdint>
#include <vector>

#include <opencv2/core.hpp>

#include "vision/known_things/local_features.h"

namespace smarttag::vision::known_things {

// A feature of a scene and one of a sample that look alike.
struct Pairing {
  int scene = 0;  // numbers of the points
  int sample = 0;
  int distance = 0;  // squared
};

// A tree of two levels over the descriptors of all samples: each descriptor lies with the nearest of some
// that were picked evenly, and there again. A look-up reads two branches of each level. Immutable once made.
class SampleIndex {
 public:
  // `group` says for each sample whose it is: samples of one thing do not compete with each other.
  SampleIndex(const std::vector<LocalFeatures>& samples, const std::vector<int>& group);

  // For each sample, the points of the scene whose nearest neighbour is one of its points, is near, and is
  // clearly nearer than any of another thing.
  std::vector<std::vector<Pairing>> pairings(const LocalFeatures& scene) const;

 private:
  struct Owner {
    int sample = 0;
    int point = 0;
  };
  // Rows from..to of what lies below it.
  struct Branch {
    std::vector<std::uint8_t> pivot;
    int from = 0;
    int to = 0;
  };
  struct Nearest;
  std::vector<Branch> split(int from, int to, int branches);
  void search(const std::uint8_t* descriptor, Nearest& nearest) const;

  cv::Mat rows_;  // in order of the leaves
  std::vector<Owner> owners_;
  std::vector<int> group_;
  std::size_t samples_ = 0;
  std::vector<Branch> top_;                  // of rows
  std::vector<std::vector<Branch>> leaves_;  // of each branch of top_
};

}  // namespace smarttag::vision::known_things
