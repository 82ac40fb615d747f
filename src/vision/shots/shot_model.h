// TransNetV2 behind one call: a window of small frames to probabilities.
#pragma once

#include <span>
#include <vector>

#include <opencv2/core.hpp>
#include <openvino/openvino.hpp>

#include "base/error.h"
#include "inference/engine.h"

namespace smarttag::vision::shots {

// Of one frame: middle and any as in Judged.
struct Belief {
  float middle = 0;
  float any = 0;
};

// One for each job; called from one thread at a time.
class ShotModel {
 public:
  // kModelMissing, kAnalysisFailed.
  static Result<ShotModel> create(inference::Engine& engine);

  cv::Size picture() const { return picture_; }   // of a small frame
  std::size_t frames() const { return frames_; }  // of a window
  std::size_t margin() const { return margin_; }  // frames at either end whose beliefs do not count

  // `window`: frames() pictures CV_8UC3 in RGB of the size picture(). kAnalysisFailed.
  Result<std::vector<Belief>> judge(std::span<const cv::Mat> window);

 private:
  ov::InferRequest request_;
  cv::Size picture_;
  std::size_t frames_ = 0;
  std::size_t margin_ = 0;
};

}  // namespace smarttag::vision::shots
