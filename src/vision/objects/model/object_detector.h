// The object model on a region of a picture.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <opencv2/core.hpp>
#include <openvino/openvino.hpp>

#include "base/error.h"
#include "inference/engine.h"
#include "vision/objects/model/detection.h"
#include "vision/objects/model/distance_head.h"

namespace smarttag::vision::objects {

// One for each job; called from one thread at a time.
class ObjectDetector {
 public:
  // The model that serves the task "objects". kModelMissing, kAnalysisFailed (among others when a model added
  // by hand does not have the outputs of distance_head.h).
  static Result<ObjectDetector> create(inference::Engine& engine);

  // What is in `region`, which lies in the picture: one detection for each thing with a score of at least
  // kLeast, boxes in pixels of the picture, inside the region. `mirrored` looks at the mirror image (boxes
  // are turned back): the network errs differently there. About 20 ms on 2 cores.
  Result<std::vector<Detection>> look(const cv::Mat& bgr, const cv::Rect& region, bool mirrored = false);

  const std::vector<std::string>& labels() const { return labels_; }
  int input_size() const { return head_.size; }  // pixels of its square input

  static constexpr float kLeast = 0.2F;

 private:
  ObjectDetector() = default;

  ov::InferRequest request_;
  DistanceHead head_;
  cv::Scalar padding_;  // the mean colour: nothing to see
  std::vector<std::string> labels_;
};

}  // namespace smarttag::vision::objects
