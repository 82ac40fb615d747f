// The vector that tells whose face it is, with SFace, and what to make of two such vectors.
#pragma once

#include <span>
#include <vector>

#include <opencv2/core.hpp>

#include "base/error.h"
#include "inference/engine.h"
#include "vision/faces/yunet_decode.h"

namespace smarttag::vision::faces {

// Cosine of two unit vectors, -1 to 1. 0 when the sizes differ or one is empty.
float similarity(std::span<const float> a, std::span<const float> b);

// Measured for the model in use, see docs/models.md; from its recipe.
struct FaceThresholds {
  float same_person = 0;  // at least this similar: the same person
  float surely_same = 0;  // at least this similar: safe to name without asking anyone
  float different = 0;    // below this: another person, even where the face did not move
  // A frontal face whose vector is shorter is too blurred, dark or small to be told apart; for each degree of
  // yaw the vector must be longer by reliable_turn.
  float reliable_length = 0;
  float reliable_turn = 0;
};

struct FaceVector {
  std::vector<float> unit;  // of unit length
  float length = 0;         // before that; grows with how well the face can be recognised
};

// Not for use from several threads at once.
class FaceEncoder {
 public:
  // Errors: kModelMissing, kAnalysisFailed.
  static Result<FaceEncoder> create(inference::Engine& engine);

  // Aligns the face to ArcFace's template by its five points. bgr is CV_8UC3.
  Result<FaceVector> encode(const cv::Mat& bgr, const FivePoints& points);

  const FaceThresholds& thresholds() const { return thresholds_; }

 private:
  FaceEncoder(ov::InferRequest request, FaceThresholds thresholds)
      : request_(std::move(request)), thresholds_(thresholds) {}

  ov::InferRequest request_;
  FaceThresholds thresholds_;
  cv::Mat aligned_;
};

}  // namespace smarttag::vision::faces
