// The faces of one still picture with their vectors: for photographs, and for the samples of registered
// persons.
//
//   auto reader = FaceReader::create(engine, settings);
//   auto faces = (*reader)->read(bgr);
//   similarity((*faces)[0].vector, known) >= (*reader)->thresholds().same_person   // the same person
//
// Which faces to register: reliable ones only, one in the picture or the largest. Several samples of a person
// are compared by their mean, made a unit again, or each by itself and the best taken.
#pragma once

#include <memory>
#include <vector>

#include <opencv2/core.hpp>

#include "base/error.h"
#include "base/geometry.h"
#include "base/settings.h"
#include "inference/engine.h"
#include "vision/faces/face_detector.h"
#include "vision/faces/face_encoder.h"
#include "vision/faces/face_landmarks.h"

namespace smarttag::vision::faces {

// The three models of faces, loaded. Not for use from several threads at once.
struct FaceModels {
  FaceDetector detector;
  FaceLandmarker landmarker;
  FaceEncoder encoder;

  // Detections below the setting face-threshold are dropped. Errors: kModelMissing, kAnalysisFailed.
  static Result<FaceModels> create(inference::Engine& engine, const Settings& settings);
};

struct Face {
  Box box;                    // pixels of the picture
  float score = 0;            // 0 to 1: that it is a face, by detector and mesh together
  float presence = 0;         // 0 to 1: by the mesh alone
  float yaw = 0;              // degrees
  std::vector<float> vector;  // of unit length; empty where presence is below 0.5
  float length = 0;           // of the vector before it was made a unit
  bool reliable = false;      // whether the vector tells this person from others
};

// What mesh and encoder say of a detection. Errors: kAnalysisFailed.
Result<Face> describe(FaceModels& models, const cv::Mat& bgr, const FaceBox& found);

// A face of a lower presence is taken for the back of a head or a pattern.
inline constexpr float kLeastPresence = 0.5F;

// Not for use from several threads at once; makes its requests once and keeps them.
class FaceReader {
 public:
  // Errors: kModelMissing, kAnalysisFailed.
  static Result<std::unique_ptr<FaceReader>> create(inference::Engine& engine, const Settings& settings);

  // bgr is CV_8UC3. Every face of at least the setting face-size in width, best score first, reliable or not.
  // Errors: kAnalysisFailed.
  Result<std::vector<Face>> read(const cv::Mat& bgr);

  const FaceThresholds& thresholds() const { return models_.encoder.thresholds(); }

 private:
  FaceReader(FaceModels models, float least_width) : models_(std::move(models)), least_width_(least_width) {}

  FaceModels models_;
  float least_width_;
};

}  // namespace smarttag::vision::faces
