// Finds faces in one picture with YuNet (libfacedetection), at one or more scales and turns.
#pragma once

#include <span>
#include <vector>

#include <opencv2/core.hpp>

#include "base/error.h"
#include "inference/engine.h"
#include "vision/faces/yunet_decode.h"

namespace smarttag::vision::faces {

// One look at a picture: brought to a long side, turned by so many degrees.
struct Look {
  int long_side = 0;
  double degrees = 0;
};

// YuNet was trained on upright faces of about 10 to 300 pixels; it finds them turned by 40 degrees at most.
// These looks bring a face of 24 pixels in 1920 and one that fills the picture into that range, and in a
// still picture also a head that lies on its side.
inline constexpr Look kVideoLooks[] = {{960}, {320}};
inline constexpr Look kStillLooks[] = {{1280}, {640}, {320}, {640, 35}, {640, -35}};
// A photograph that lies on its side or stands on its head.
inline constexpr Look kTurnedLooks[] = {{640, 90}, {640, -90}, {640, 180}};

// Not for use from several threads at once: it owns one request of the compiled model.
class FaceDetector {
 public:
  // `threshold`: detections of a lower score are dropped. Errors: kModelMissing, kAnalysisFailed.
  static Result<FaceDetector> create(inference::Engine& engine, float threshold);

  // The faces in bgr (CV_8UC3, any size), in its pixels, best first, each once. A picture is not enlarged
  // past a long side of 640 nor more than twice; looks that then hardly differ are one.
  Result<std::vector<FaceBox>> detect(const cv::Mat& bgr, std::span<const Look> looks);

  // The same with kStillLooks; where these see nothing for sure, kTurnedLooks are tried, and what they see
  // for sure is taken.
  Result<std::vector<FaceBox>> detect_in_still(const cv::Mat& bgr);

 private:
  FaceDetector(ov::InferRequest request, float threshold, int multiple)
      : request_(std::move(request)), threshold_(threshold), multiple_(multiple) {}
  std::vector<FaceBox> look(const cv::Mat& bgr, const Look& look);
  std::vector<FaceBox> infer(cv::Size content);

  ov::InferRequest request_;
  float threshold_;
  int multiple_;  // the sides of the network's input are multiples of this
  cv::Mat small_, canvas_;
};

}  // namespace smarttag::vision::faces
