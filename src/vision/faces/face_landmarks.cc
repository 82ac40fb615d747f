#include "vision/faces/face_landmarks.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>

#include <opencv2/imgproc.hpp>

#include "vision/faces/similarity_transform.h"

namespace smarttag::vision::faces {
namespace {

constexpr const char* kTask = "face-landmarks";
constexpr int kSide = 192;    // of the network's input
constexpr int kPoints = 468;  // of the mesh, x, y, z each
constexpr int kMostFits = 3;
constexpr float kSteady = 10;  // degrees by which a fit may turn the face without being fitted again

// Indices of the canonical face mesh (MediaPipe, canonical_face_model).
constexpr int kLeftEye[] = {33, 133}, kRightEye[] = {362, 263};  // its corners, as seen in the picture
constexpr int kNose = 1, kLeftMouth = 61, kRightMouth = 291;
constexpr int kLeftCheek = 234, kRightCheek = 454;

struct Pose {
  cv::Point2f centre;
  float side = 0;   // of the square crop, pixels of the picture
  float angle = 0;  // radians, of the line between the eyes
};

void take_bytes(ov::Model& model) {
  ov::preprocess::PrePostProcessor steps(model.shared_from_this());
  steps.input()
      .tensor()
      .set_element_type(ov::element::u8)
      .set_layout("NHWC")
      .set_color_format(ov::preprocess::ColorFormat::BGR);
  steps.input()
      .preprocess()
      .convert_color(ov::preprocess::ColorFormat::RGB)
      .convert_element_type(ov::element::f32)
      .scale(255);
  steps.input().model().set_layout("NHWC");
  steps.build();
}

float angle_between(cv::Point2f left_eye, cv::Point2f right_eye) {
  return std::atan2(right_eye.y - left_eye.y, right_eye.x - left_eye.x);
}

// From the picture to the upright crop.
cv::Matx23f to_crop(const Pose& pose) {
  const float scale = kSide / pose.side;
  const float a = std::cos(pose.angle) * scale, b = std::sin(pose.angle) * scale;
  return {a,  b, kSide / 2.0F - a * pose.centre.x - b * pose.centre.y,
          -b, a, kSide / 2.0F + b * pose.centre.x - a * pose.centre.y};
}

struct Mesh {
  std::span<const float> xyz;
  cv::Matx23f back;  // from the crop to the picture
  cv::Point2f at(int i) const {
    return apply(back, {xyz[3 * static_cast<size_t>(i)], xyz[3 * static_cast<size_t>(i) + 1]});
  }
  cv::Point2f middle(const int (&pair)[2]) const { return (at(pair[0]) + at(pair[1])) / 2; }
  float depth(int i) const { return xyz[3 * static_cast<size_t>(i) + 2]; }
  float x(int i) const { return xyz[3 * static_cast<size_t>(i)]; }
};

// Where the next fit would look: the square around the mesh.
Pose next_pose(const Mesh& mesh, float margin, float scale) {
  cv::Point2f low(kSide, kSide), high(0, 0);
  for (size_t i = 0; i < kPoints; ++i) {
    const cv::Point2f p(mesh.xyz[3 * i], mesh.xyz[3 * i + 1]);
    low = {std::min(low.x, p.x), std::min(low.y, p.y)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y)};
  }
  return {apply(mesh.back, (low + high) / 2), std::max(high.x - low.x, high.y - low.y) * margin / scale,
          angle_between(mesh.middle(kLeftEye), mesh.middle(kRightEye))};
}

}  // namespace

Result<FaceLandmarker> FaceLandmarker::create(inference::Engine& engine) {
  const auto card = engine.card(kTask);
  if (!card) return tl::unexpected(card.error());
  auto model = engine.compile(kTask, "model.xml", inference::Use::kSerial, take_bytes, "bytes");
  if (!model) return tl::unexpected(model.error());
  const auto margin = card->numbers.find("margin");
  try {
    return FaceLandmarker(model->create_infer_request(),
                          margin == card->numbers.end() ? 1.5F : static_cast<float>(margin->second));
  } catch (const ov::Exception& e) {
    return fail(ErrorKind::kAnalysisFailed, "The face landmarks do not start. Run: smarttag models verify",
                e.what());
  }
}

Result<FaceShape> FaceLandmarker::fit(const cv::Mat& bgr, const FaceBox& face) {
  FaceShape shape;
  shape.presence = 1;
  const Box& box = face.box;
  Pose pose{{(box.left + box.right) / 2, (box.top + box.bottom) / 2},
            std::max({box.width(), box.height(), 1.0F}) * margin_,
            angle_between(face.points[0], face.points[1])};
  try {
    for (int fits = 0; fits < kMostFits; ++fits) {
      const cv::Matx23f crop = to_crop(pose);
      cv::warpAffine(bgr, crop_, crop, {kSide, kSide}, cv::INTER_LINEAR);
      request_.set_input_tensor(ov::Tensor(ov::element::u8, {1, kSide, kSide, 3}, crop_.data));
      request_.infer();
      const ov::Tensor points = request_.get_tensor("mesh");
      const Mesh mesh{{points.data<const float>(), points.get_size()}, inverted(crop)};
      // The least of all fits: a mesh that is fitted again and again to a pattern in the end sees a face in
      // it.
      shape.presence = std::min(shape.presence, request_.get_tensor("presence").data<const float>()[0]);
      shape.points = {mesh.middle(kLeftEye), mesh.middle(kRightEye), mesh.at(kNose), mesh.at(kLeftMouth),
                      mesh.at(kRightMouth)};
      shape.yaw = std::atan2(mesh.depth(kRightCheek) - mesh.depth(kLeftCheek),
                             mesh.x(kRightCheek) - mesh.x(kLeftCheek)) *
                  180 / std::numbers::pi_v<float>;
      const Pose next = next_pose(mesh, margin_, kSide / pose.side);
      const float turned = std::abs(std::remainder(next.angle - pose.angle, 2 * std::numbers::pi_v<float>));
      pose = next;
      if (fits > 0 && turned * 180 / std::numbers::pi_v<float> < kSteady) break;
      if (!(pose.side >= 1)) break;  // the mesh fell in on itself: nothing there to fit again
    }
  } catch (const std::exception& e) {  // ov::Exception, cv::Exception
    return fail(ErrorKind::kAnalysisFailed, "Finding the points of a face failed.", e.what());
  }
  return shape;
}

}  // namespace smarttag::vision::faces
