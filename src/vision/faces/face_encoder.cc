#include "vision/faces/face_encoder.h"

#include <array>
#include <cmath>
#include <numeric>
#include <utility>

#include <opencv2/imgproc.hpp>

#include "vision/faces/similarity_transform.h"

namespace smarttag::vision::faces {
namespace {

constexpr const char* kTask = "face-vector";
constexpr int kSide = 112;

// Where the five points come to lie in 112x112 (ArcFace, Deng et al. 2019, insightface's face_align).
const FivePoints kTemplate{{{38.2946F, 51.6963F},
                            {73.5318F, 51.5014F},
                            {56.0252F, 71.7366F},
                            {41.5493F, 92.3655F},
                            {70.7299F, 92.2041F}}};

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
      .convert_element_type(ov::element::f32);
  steps.input().model().set_layout("NCHW");
  steps.build();
}

Result<FaceThresholds> thresholds_of(const inference::ModelCard& card) {
  FaceThresholds thresholds;
  const std::pair<const char*, float*> wanted[] = {{"same-person", &thresholds.same_person},
                                                   {"surely-same", &thresholds.surely_same},
                                                   {"different", &thresholds.different},
                                                   {"reliable-length", &thresholds.reliable_length},
                                                   {"reliable-turn", &thresholds.reliable_turn}};
  for (const auto& [name, value] : wanted) {
    const auto found = card.numbers.find(name);
    if (found == card.numbers.end())
      return fail(ErrorKind::kModelMissing,
                  "The model " + card.name + " does not say its threshold " + name + ". Correct its recipe.");
    *value = static_cast<float>(found->second);
  }
  return thresholds;
}

}  // namespace

float similarity(std::span<const float> a, std::span<const float> b) {
  if (a.size() != b.size()) return 0;
  // Sums that do not wait for one another: the grouping of a long film compares millions of pairs.
  std::array<float, 8> sums{};
  size_t i = 0;
  for (; i + sums.size() <= a.size(); i += sums.size())
    for (size_t lane = 0; lane < sums.size(); ++lane) sums[lane] += a[i + lane] * b[i + lane];
  for (; i < a.size(); ++i) sums[0] += a[i] * b[i];
  return std::accumulate(sums.begin(), sums.end(), 0.0F);
}

Result<FaceEncoder> FaceEncoder::create(inference::Engine& engine) {
  const auto card = engine.card(kTask);
  if (!card) return tl::unexpected(card.error());
  const auto thresholds = thresholds_of(*card);
  if (!thresholds) return tl::unexpected(thresholds.error());
  auto model = engine.compile(kTask, "model.xml", inference::Use::kLatency, take_bytes, "bytes");
  if (!model) return tl::unexpected(model.error());
  try {
    return FaceEncoder(model->create_infer_request(), *thresholds);
  } catch (const ov::Exception& e) {
    return fail(ErrorKind::kAnalysisFailed, "The face vectors do not start. Run: smarttag models verify",
                e.what());
  }
}

Result<FaceVector> FaceEncoder::encode(const cv::Mat& bgr, const FivePoints& points) {
  try {
    cv::warpAffine(bgr, aligned_, similarity_transform(points, kTemplate), {kSide, kSide}, cv::INTER_LINEAR);
    request_.set_input_tensor(ov::Tensor(ov::element::u8, {1, kSide, kSide, 3}, aligned_.data));
    request_.infer();
    const ov::Tensor output = request_.get_output_tensor();
    const std::span<const float> raw(output.data<const float>(), output.get_size());
    FaceVector vector{{raw.begin(), raw.end()}, std::sqrt(similarity(raw, raw))};
    if (vector.length > 0)
      for (float& value : vector.unit) value /= vector.length;
    return vector;
  } catch (const std::exception& e) {  // ov::Exception, cv::Exception
    return fail(ErrorKind::kAnalysisFailed, "Computing a face vector failed.", e.what());
  }
}

}  // namespace smarttag::vision::faces
