#include "vision/faces/face_detector.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

#include <opencv2/imgproc.hpp>

namespace smarttag::vision::faces {
namespace {

constexpr const char* kTask = "face-detection";
constexpr int kStrides[] = {8, 16, 32};
constexpr float kMostEnlarged = 2;

// Bytes as OpenCV holds them go in; the graph turns them into what the network takes.
void take_bytes(ov::Model& model) {
  ov::preprocess::PrePostProcessor steps(model.shared_from_this());
  steps.input().tensor().set_element_type(ov::element::u8).set_layout("NHWC");
  steps.input().preprocess().convert_element_type(ov::element::f32);
  steps.input().model().set_layout("NCHW");
  steps.build();
}

std::span<const float> values(ov::InferRequest& request, const std::string& name) {
  const ov::Tensor tensor = request.get_tensor(name);
  return {tensor.data<const float>(), tensor.get_size()};
}

int rounded_up(float value, int multiple) {
  return std::max(1, static_cast<int>(std::ceil(value / static_cast<float>(multiple)))) * multiple;
}

}  // namespace

Result<FaceDetector> FaceDetector::create(inference::Engine& engine, float threshold) {
  const auto card = engine.card(kTask);
  if (!card) return tl::unexpected(card.error());
  auto model = engine.compile(kTask, "model.xml", inference::Use::kLatency, take_bytes, "bytes");
  if (!model) return tl::unexpected(model.error());
  const auto multiple = card->numbers.find("multiple");
  try {
    return FaceDetector(model->create_infer_request(), threshold,
                        multiple == card->numbers.end() ? 32 : static_cast<int>(multiple->second));
  } catch (const ov::Exception& e) {
    return fail(ErrorKind::kAnalysisFailed, "The face detector does not start. Run: smarttag models verify",
                e.what());
  }
}

void FaceDetector::detect_at(const cv::Mat& bgr, float scale, std::vector<FaceBox>& faces) {
  const cv::Size size(std::max(1, cvRound(static_cast<float>(bgr.cols) * scale)),
                      std::max(1, cvRound(static_cast<float>(bgr.rows) * scale)));
  const cv::Size padded(rounded_up(static_cast<float>(size.width), multiple_),
                        rounded_up(static_cast<float>(size.height), multiple_));
  canvas_.create(padded, CV_8UC3);
  canvas_.setTo(cv::Scalar::all(0));
  cv::resize(bgr, canvas_({0, 0, size.width, size.height}), size, 0, 0,
             scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
  const ov::Shape shape{1, static_cast<size_t>(padded.height), static_cast<size_t>(padded.width), 3};
  request_.set_input_tensor(ov::Tensor(ov::element::u8, shape, canvas_.data));
  request_.infer();
  const size_t first = faces.size();
  for (const int stride : kStrides) {
    const std::string suffix = "_" + std::to_string(stride);
    decode({stride, padded.width / stride, values(request_, "cls" + suffix), values(request_, "obj" + suffix),
            values(request_, "bbox" + suffix), values(request_, "kps" + suffix)},
           threshold_, faces);
  }
  const float x = static_cast<float>(bgr.cols) / static_cast<float>(size.width);
  const float y = static_cast<float>(bgr.rows) / static_cast<float>(size.height);
  for (size_t i = first; i < faces.size(); ++i) {
    faces[i].box =
        clipped(scaled(faces[i].box, x, y), static_cast<float>(bgr.cols), static_cast<float>(bgr.rows));
    for (cv::Point2f& point : faces[i].points) point = {point.x * x, point.y * y};
  }
}

Result<std::vector<FaceBox>> FaceDetector::detect(const cv::Mat& bgr, std::span<const int> long_sides) {
  const auto long_side = static_cast<float>(std::max(bgr.cols, bgr.rows));
  std::set<float> scales;
  for (const int side : long_sides)
    scales.insert(std::min(static_cast<float>(side) / long_side, kMostEnlarged));
  std::vector<FaceBox> faces;
  try {
    for (const float scale : scales) detect_at(bgr, scale, faces);
  } catch (const std::exception& e) {  // ov::Exception, cv::Exception
    return fail(ErrorKind::kAnalysisFailed, "Finding faces failed.", e.what());
  }
  std::erase_if(faces, [](const FaceBox& face) { return face.box.area() <= 0; });
  return distinct(std::move(faces));
}

}  // namespace smarttag::vision::faces
