#include "vision/faces/face_detector.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>
#include <utility>

#include <opencv2/imgproc.hpp>

#include "vision/faces/similarity_transform.h"

namespace smarttag::vision::faces {
namespace {

constexpr const char* kTask = "face-detection";
constexpr int kStrides[] = {8, 16, 32};
constexpr float kEnough = 640;  // long side past which enlarging finds no more
constexpr float kMostEnlarged = 2;
constexpr float kStep = 0.1F;  // of the long side, in which the sides of the input grow
constexpr float kTurnedStep = 0.2F;
constexpr float kSure = 0.85F;   // score: patterns rarely have it
constexpr float kApart = 1.25F;  // ratio of two scales that are worth two looks

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

// The looks with the long sides that they come to for this picture, without those that add little.
std::vector<Look> worthwhile(std::span<const Look> looks, int long_side) {
  std::vector<Look> kept;
  for (Look look : looks) {
    const float most = std::min(std::max(static_cast<float>(long_side), kEnough),
                                kMostEnlarged * static_cast<float>(long_side));
    look.long_side = std::min(look.long_side, static_cast<int>(most));
    const auto close = [&look](const Look& other) {
      const auto [less, more] = std::minmax(look.long_side, other.long_side);
      return other.degrees == look.degrees && static_cast<float>(more) < kApart * static_cast<float>(less);
    };
    if (std::none_of(kept.begin(), kept.end(), close)) kept.push_back(look);
  }
  return kept;
}

// Turns about the middle, and the size that holds the whole turned picture.
std::pair<cv::Matx23f, cv::Size> turn(cv::Size size, double degrees) {
  const double angle = degrees * std::numbers::pi / 180, a = std::cos(angle), b = std::sin(angle);
  const double width = std::abs(a) * size.width + std::abs(b) * size.height;
  const double height = std::abs(b) * size.width + std::abs(a) * size.height;
  const double x = size.width / 2.0, y = size.height / 2.0;
  return {{static_cast<float>(a), static_cast<float>(-b), static_cast<float>(width / 2 - a * x + b * y),
           static_cast<float>(b), static_cast<float>(a), static_cast<float>(height / 2 - b * x - a * y)},
          {static_cast<int>(std::ceil(width)), static_cast<int>(std::ceil(height))}};
}

void turn_back(FaceBox& face, const cv::Matx23f& back) {
  const Box& box = face.box;
  const cv::Point2f middle = apply(back, {(box.left + box.right) / 2, (box.top + box.bottom) / 2});
  const float x = box.width() / 2, y = box.height() / 2;
  face.box = {middle.x - x, middle.y - y, middle.x + x, middle.y + y};
  for (cv::Point2f& point : face.points) point = apply(back, point);
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

// What the network finds in the first `content` of the canvas, in its pixels.
std::vector<FaceBox> FaceDetector::infer(cv::Size content) {
  const ov::Shape shape{1, static_cast<size_t>(canvas_.rows), static_cast<size_t>(canvas_.cols), 3};
  request_.set_input_tensor(ov::Tensor(ov::element::u8, shape, canvas_.data));
  request_.infer();
  std::vector<FaceBox> faces;
  for (const int stride : kStrides) {
    const std::string suffix = "_" + std::to_string(stride);
    decode({stride, canvas_.cols / stride, values(request_, "cls" + suffix), values(request_, "obj" + suffix),
            values(request_, "bbox" + suffix), values(request_, "kps" + suffix)},
           threshold_, faces);
  }
  const Box inside{0, 0, static_cast<float>(content.width), static_cast<float>(content.height)};
  std::erase_if(faces, [&inside](const FaceBox& face) { return intersection(face.box, inside).area() <= 0; });
  return faces;
}

std::vector<FaceBox> FaceDetector::look(const cv::Mat& bgr, const Look& look) {
  const float scale = static_cast<float>(look.long_side) / static_cast<float>(std::max(bgr.cols, bgr.rows));
  const cv::Size size(std::max(1, cvRound(static_cast<float>(bgr.cols) * scale)),
                      std::max(1, cvRound(static_cast<float>(bgr.rows) * scale)));
  const auto [turned, content] = turn(size, look.degrees);
  // The runtime keeps compiled kernels for each size that it meets: few sizes, little memory.
  const int step =
      rounded_up(static_cast<float>(look.long_side) * (look.degrees == 0 ? kStep : kTurnedStep), multiple_);
  canvas_.create(rounded_up(static_cast<float>(content.height), step),
                 rounded_up(static_cast<float>(content.width), step), CV_8UC3);
  canvas_.setTo(cv::Scalar::all(0));
  const int interpolation = scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR;
  if (look.degrees == 0) {
    cv::resize(bgr, canvas_({0, 0, size.width, size.height}), size, 0, 0, interpolation);
  } else {
    cv::resize(bgr, small_, size, 0, 0, interpolation);
    cv::warpAffine(small_, canvas_, turned, canvas_.size(), cv::INTER_LINEAR);
  }
  std::vector<FaceBox> faces = infer(content);
  const float x = static_cast<float>(bgr.cols) / static_cast<float>(size.width);
  const float y = static_cast<float>(bgr.rows) / static_cast<float>(size.height);
  for (FaceBox& face : faces) {
    if (look.degrees != 0) turn_back(face, inverted(turned));
    face.box = clipped(scaled(face.box, x, y), static_cast<float>(bgr.cols), static_cast<float>(bgr.rows));
    for (cv::Point2f& point : face.points) point = {point.x * x, point.y * y};
  }
  return faces;
}

Result<std::vector<FaceBox>> FaceDetector::detect(const cv::Mat& bgr, std::span<const Look> looks) {
  if (bgr.empty()) return fail(ErrorKind::kAnalysisFailed, "Finding faces failed.", "the picture is empty");
  std::vector<FaceBox> faces;
  try {
    for (const Look& one : worthwhile(looks, std::max(bgr.cols, bgr.rows))) {
      const std::vector<FaceBox> more = look(bgr, one);
      faces.insert(faces.end(), more.begin(), more.end());
    }
  } catch (const std::exception& e) {  // ov::Exception, cv::Exception
    return fail(ErrorKind::kAnalysisFailed, "Finding faces failed.", e.what());
  }
  std::erase_if(faces, [](const FaceBox& face) { return face.box.area() <= 0; });
  return distinct(std::move(faces));
}

Result<std::vector<FaceBox>> FaceDetector::detect_in_still(const cv::Mat& bgr) {
  const auto doubtful = [](const FaceBox& face) { return face.score < kSure; };
  auto faces = detect(bgr, kStillLooks);
  if (!faces || !std::all_of(faces->begin(), faces->end(), doubtful)) return faces;
  auto turned = detect(bgr, kTurnedLooks);
  if (!turned) return turned;
  std::erase_if(*turned, doubtful);
  return turned->empty() ? faces : turned;
}

}  // namespace smarttag::vision::faces
