// Where a sample lies in a scene, if it is there: pairings that agree on one place, and a look at the place.
#pragma once

#include <optional>
#include <vector>

#include <opencv2/core.hpp>

#include "base/geometry.h"
#include "vision/known_things/local_features.h"
#include "vision/known_things/sample_index.h"

namespace smarttag::vision::known_things {

struct Placed {
  Box box;                        // of what was matched, in pixels of the scene
  int points = 0;                 // that agree, each place counted once
  double spread = 0;              // area that they lie around, as a share of that of all points of the sample
  double likeness = 0;            // correlation of the place with the sample, -1 to 1
  double share = 0;               // of the pairings in the place that agree
  std::vector<int> scene_points;  // their numbers
};

// All pairs of points that look alike: each point of the scene inside the region with its nearest one of the
// sample, where no other place of the sample looks as much like it.
std::vector<Pairing> all_pairings(const LocalFeatures& scene, const cv::Rect2f& region,
                                  const LocalFeatures& sample);

// Of these pairings the largest group that one turn, size and shift explains roughly.
std::vector<Pairing> agreeing(const LocalFeatures& scene, const LocalFeatures& sample,
                              const std::vector<Pairing>& pairings);

// Roughly where such a group places the sample, with room around it; pixels of the scene.
cv::Rect2f region_of(const LocalFeatures& scene, const LocalFeatures& sample,
                     const std::vector<Pairing>& group);

// Where most of the pairings place the sample in the scene, in perspective where there are enough of them;
// nothing where the place is no picture of a flat thing (mirrored, folded, too thin). `grey` is the scene.
std::optional<Placed> place(const cv::Mat& grey, const LocalFeatures& scene, const LocalFeatures& sample,
                            const std::vector<Pairing>& pairings);

}  // namespace smarttag::vision::known_things
