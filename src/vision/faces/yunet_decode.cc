#include "vision/faces/yunet_decode.h"

#include <algorithm>
#include <cmath>

namespace smarttag::vision::faces {
namespace {

constexpr float kOverlap = 0.3F;  // of libfacedetection
constexpr float kInside = 0.7F;   // the same face found at two scales: a tight box within a loose one

bool same_face(const Box& a, const Box& b) {
  const float smaller = std::min(a.area(), b.area());
  return iou(a, b) > kOverlap || (smaller > 0 && intersection(a, b).area() > kInside * smaller);
}

}  // namespace

void decode(const StrideOutputs& outputs, float threshold, std::vector<FaceBox>& faces) {
  const auto stride = static_cast<float>(outputs.stride);
  for (size_t cell = 0; cell < outputs.cls.size(); ++cell) {
    const float score =
        std::sqrt(std::clamp(outputs.cls[cell], 0.0F, 1.0F) * std::clamp(outputs.obj[cell], 0.0F, 1.0F));
    if (!(score >= threshold)) continue;
    const auto columns = static_cast<size_t>(outputs.columns);
    const size_t whole_rows = cell / columns;
    const auto column = static_cast<float>(cell - whole_rows * columns), row = static_cast<float>(whole_rows);
    const auto bbox = outputs.bbox.subspan(4 * cell, 4);
    const float x = (column + bbox[0]) * stride, y = (row + bbox[1]) * stride;
    const float half_width = std::exp(bbox[2]) * stride / 2, half_height = std::exp(bbox[3]) * stride / 2;
    FaceBox face{{x - half_width, y - half_height, x + half_width, y + half_height}, score, {}};
    const auto points = outputs.points.subspan(10 * cell, 10);
    for (size_t i = 0; i < face.points.size(); ++i)
      face.points[i] = {(column + points[2 * i]) * stride, (row + points[2 * i + 1]) * stride};
    faces.push_back(face);
  }
}

std::vector<FaceBox> distinct(std::vector<FaceBox> faces) {
  std::stable_sort(faces.begin(), faces.end(),
                   [](const FaceBox& a, const FaceBox& b) { return a.score > b.score; });
  std::vector<FaceBox> kept;
  for (const FaceBox& face : faces) {
    const auto better = [&face](const FaceBox& other) { return same_face(face.box, other.box); };
    if (std::none_of(kept.begin(), kept.end(), better)) kept.push_back(face);
  }
  return kept;
}

}  // namespace smarttag::vision::faces
