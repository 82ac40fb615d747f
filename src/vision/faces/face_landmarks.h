// The fine points of a face, its pose, and whether there is a face at all, with MediaPipe's FaceMesh.
#pragma once

#include <opencv2/core.hpp>

#include "base/error.h"
#include "inference/engine.h"
#include "vision/faces/yunet_decode.h"

namespace smarttag::vision::faces {

struct FaceShape {
  FivePoints points;   // in pixels of the picture
  float presence = 0;  // 0 to 1: whether it is a face; the back of a head, a pattern or a full profile is not
  float yaw = 0;       // degrees; 0 looks into the camera, positive to the right of the picture
};

// Not for use from several threads at once.
class FaceLandmarker {
 public:
  // Errors: kModelMissing, kAnalysisFailed.
  static Result<FaceLandmarker> create(inference::Engine& engine);

  // Turns the face of the detection upright by its eyes, fits the mesh, and fits again while that turns or
  // moves it much: YuNet's points lag behind heads that are tilted. bgr is CV_8UC3.
  Result<FaceShape> fit(const cv::Mat& bgr, const FaceBox& face);

 private:
  FaceLandmarker(ov::InferRequest request, float margin) : request_(std::move(request)), margin_(margin) {}

  ov::InferRequest request_;
  float margin_;  // side of the crop over the long side of the face
  cv::Mat crop_;
};

}  // namespace smarttag::vision::faces
