// The picture model: how probable each concept is for a picture or a part of one.
#pragma once

#include <string>
#include <vector>

#include <opencv2/core.hpp>
#include <openvino/openvino.hpp>

#include "base/error.h"
#include "inference/engine.h"
#include "vision/objects/model/concepts.h"

namespace smarttag::vision::objects {

// One for each analyser of a job; called from one thread at a time.
class PictureModel {
 public:
  // The model that serves the task "picture-classes", with data/picture_concepts.tsv. kModelMissing,
  // kAnalysisFailed (among others when the labels do not fit the classes), kInternal when the table is
  // damaged.
  static Result<PictureModel> create(inference::Engine& engine);

  // The probability of each concept of names(), all together 1. The region, which lies in the picture, is
  // stretched to the square input. About 8 ms on 2 cores. kAnalysisFailed.
  Result<std::vector<float>> classify(const cv::Mat& bgr, const cv::Rect& region);

  const std::vector<std::string>& names() const { return concepts_.names(); }

 private:
  PictureModel() = default;

  ov::InferRequest request_;
  cv::Size input_;
  Concepts concepts_;
  cv::Mat small_;
};

}  // namespace smarttag::vision::objects
