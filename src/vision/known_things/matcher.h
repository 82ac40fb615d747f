// Finds things of a library in pictures, by samples of them.
#pragma once

#include <vector>

#include <opencv2/core.hpp>

#include "base/geometry.h"
#include "vision/known_things/local_features.h"
#include "vision/known_things/placing.h"
#include "vision/known_things/sample_index.h"

namespace smarttag::vision::known_things {

// What of a picture may be a thing: `placed` says how well it fits.
struct Candidate {
  int sample = 0;
  Placed placed;
};

struct Found {
  int thing = 0;    // as numbered by the caller
  Box box;          // pixels of the picture
  float score = 0;  // 0.5 to 1: how many points agree
};

// Whether it is the thing, surely: no other picture may ever be taken for it.
bool is_sure(const Placed& placed);

// Immutable once made; find may be called from several threads.
class Matcher {
 public:
  // `things` says for each sample which thing it shows.
  Matcher(std::vector<LocalFeatures> samples, std::vector<int> things);

  // Each place of each thing, the surest first; BGR, 8 bit.
  std::vector<Found> find(const cv::Mat& bgr) const;

  // Everything that was weighed, and not dropped as no view of anything: for measurements.
  std::vector<Candidate> candidates(const cv::Mat& bgr) const;

 private:
  std::vector<Candidate> of_sample(int sample, std::vector<Pairing> quick, const cv::Mat& grey,
                                   const LocalFeatures& scene) const;

  std::vector<LocalFeatures> samples_;
  std::vector<int> things_;
  SampleIndex index_;
};

}  // namespace smarttag::vision::known_things
