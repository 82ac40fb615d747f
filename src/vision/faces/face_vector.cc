#include "vision/faces/face_vector.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace smarttag::vision::faces {
namespace {

constexpr float kMostTurned = 50;  // degrees of yaw; beyond, half of the face is hidden

}  // namespace

Result<FaceModels> FaceModels::create(inference::Engine& engine, const Settings& settings) {
  auto detector = FaceDetector::create(engine, static_cast<float>(settings.real("face-threshold")));
  if (!detector) return tl::unexpected(std::move(detector).error());
  auto landmarker = FaceLandmarker::create(engine);
  if (!landmarker) return tl::unexpected(std::move(landmarker).error());
  auto encoder = FaceEncoder::create(engine);
  if (!encoder) return tl::unexpected(std::move(encoder).error());
  return FaceModels{std::move(*detector), std::move(*landmarker), std::move(*encoder)};
}

Result<Face> describe(FaceModels& models, const cv::Mat& bgr, const FaceBox& found) {
  const auto shape = models.landmarker.fit(bgr, found);
  if (!shape) return tl::unexpected(shape.error());
  Face face;
  face.box = found.box;
  face.presence = shape->presence;
  face.score = found.score * shape->presence;
  face.yaw = shape->yaw;
  if (face.presence < kLeastPresence) return face;
  auto vector = models.encoder.encode(bgr, shape->points);
  if (!vector) return tl::unexpected(std::move(vector).error());
  face.vector = std::move(vector->unit);
  face.length = vector->length;
  const FaceThresholds& needed = models.encoder.thresholds();
  const float turned = std::abs(face.yaw);
  face.reliable =
      turned <= kMostTurned && face.length >= needed.reliable_length + needed.reliable_turn * turned;
  return face;
}

Result<std::unique_ptr<FaceReader>> FaceReader::create(inference::Engine& engine, const Settings& settings) {
  auto models = FaceModels::create(engine, settings);
  if (!models) return tl::unexpected(std::move(models).error());
  return std::unique_ptr<FaceReader>(
      new FaceReader(std::move(*models), static_cast<float>(settings.integer("face-size"))));
}

Result<std::vector<Face>> FaceReader::read(const cv::Mat& bgr) {
  const auto found = models_.detector.detect_in_still(bgr);
  if (!found) return tl::unexpected(found.error());
  std::vector<Face> faces;
  for (const FaceBox& box : *found) {
    if (box.box.width() < least_width_) continue;
    auto face = describe(models_, bgr, box);
    if (!face) return tl::unexpected(std::move(face).error());
    if (face->presence >= kLeastPresence) faces.push_back(std::move(*face));
  }
  std::stable_sort(faces.begin(), faces.end(),
                   [](const Face& a, const Face& b) { return a.score > b.score; });
  return faces;
}

}  // namespace smarttag::vision::faces
