// Finds faces in one picture with YuNet (libfacedetection), at one or more scales.
#pragma once

#include <span>
#include <vector>

#include <opencv2/core.hpp>

#include "base/error.h"
#include "inference/engine.h"
#include "vision/faces/yunet_decode.h"

namespace smarttag::vision::faces {

// YuNet was trained on faces of about 10 to 300 pixels. The scales below are long sides to which a picture is
// brought, so that a face of 24 pixels in 1920 and one that fills the picture both come into that range.
inline constexpr int kVideoScales[] = {960, 320};
inline constexpr int kStillScales[] = {1280, 640, 320};

// Not for use from several threads at once: it owns one request of the compiled model.
class FaceDetector {
 public:
  // `threshold`: detections of a lower score are dropped. Errors: kModelMissing, kAnalysisFailed.
  static Result<FaceDetector> create(inference::Engine& engine, float threshold);

  // The faces in bgr (CV_8UC3, any size), in its pixels, best first, each once. A scale that would enlarge
  // the picture more than twice is brought down to that; scales that then repeat are left out.
  Result<std::vector<FaceBox>> detect(const cv::Mat& bgr, std::span<const int> long_sides);

 private:
  FaceDetector(ov::InferRequest request, float threshold, int multiple)
      : request_(std::move(request)), threshold_(threshold), multiple_(multiple) {}
  void detect_at(const cv::Mat& bgr, float scale, std::vector<FaceBox>& faces);

  ov::InferRequest request_;
  float threshold_;
  int multiple_;  // the sides of the network's input are multiples of this
  cv::Mat canvas_;
};

}  // namespace smarttag::vision::faces
