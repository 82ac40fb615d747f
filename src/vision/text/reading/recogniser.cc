#include "vision/text/reading/recogniser.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <spdlog/spdlog.h>
#include <opencv2/imgproc.hpp>

#include "vision/text/reading/scaling.h"

namespace smarttag::vision::text {
namespace {

constexpr const char* kTask = "text-recognition";
constexpr float kSure =
    0.98F;  // a standing line read this surely is not tried the other way round: 1699 turned is 6691
// About 1.3 apart. One line at a time: on two cores a batch takes as long as its lines one after the other.
constexpr std::array kWidths{96, 128, 160, 224, 320, 416, 544, 704, 928, 1216, 1600, 2080, 2720};

Error failed(const std::string& why) {
  return {ErrorKind::kAnalysisFailed,
          {"Reading text failed. Run: smarttag models verify"},
          {"text recogniser: " + why}};
}

bool fits(const inference::ModelCard& card, const ov::CompiledModel& model) {
  const auto shape = model.output().get_partial_shape();
  const bool positive =
      std::all_of(card.input.scale.begin(), card.input.scale.end(), [](float s) { return s > 0; });
  return positive && card.input.height > 0 && shape.size() == 3 && shape[2].is_static() &&
         static_cast<std::size_t>(shape[2].get_length()) == card.labels.size();
}

// [1, 3, height, padded width]: the line scaled to the height, normalised, and 0 (mid-grey) right of it.
ov::Tensor input_of(const cv::Mat& line, const inference::InputContract& input) {
  const int natural = static_cast<int>(std::ceil(static_cast<double>(input.height) * line.cols / line.rows));
  const int padded = padded_width(natural);
  const cv::Size content(std::min(std::max(1, natural), padded), input.height);
  const cv::Mat scaled = resized(line, content);
  ov::Tensor tensor(ov::element::f32,
                    {1, 3, static_cast<std::size_t>(input.height), static_cast<std::size_t>(padded)});
  auto* data = tensor.data<float>();
  std::fill_n(data, tensor.get_size(), 0.0F);
  const bool rgb = input.colour == "rgb";
  cv::Mat plane;
  for (int channel = 0; channel < 3; ++channel) {
    cv::extractChannel(scaled, plane, rgb ? 2 - channel : channel);
    cv::Mat target(input.height, padded, CV_32FC1, data + channel * input.height * padded);
    const auto at = static_cast<std::size_t>(channel);
    plane.convertTo(target(cv::Rect({0, 0}, content)), CV_32F, 1.0 / input.scale[at],
                    -input.mean[at] / input.scale[at]);
  }
  return tensor;
}

}  // namespace

int padded_width(int width) {
  const auto* found = std::lower_bound(kWidths.begin(), kWidths.end(), width);
  return found == kWidths.end() ? kWidths.back() : *found;
}

TextRecogniser::TextRecogniser(inference::ModelCard card, ov::CompiledModel model)
    : input_(std::move(card.input)),
      labels_(std::move(card.labels)),
      model_(std::move(model)),
      request_(model_.create_infer_request()) {}

Result<TextRecogniser> TextRecogniser::make(inference::Engine& engine) {
  auto card = engine.card(kTask);
  if (!card) return tl::unexpected(card.error());
  auto model = engine.compile(kTask);
  if (!model) return tl::unexpected(model.error());
  try {
    if (!fits(*card, *model))
      return fail(ErrorKind::kInternal,
                  "The model for reading text does not fit its recipe. Install smarttag again.",
                  card->name + ": " + std::to_string(card->labels.size()) + " labels");
    return TextRecogniser(std::move(*card), std::move(*model));
  } catch (const std::exception& e) {
    return tl::unexpected(failed(e.what()));
  }
}

TextRecogniser::~TextRecogniser() {
  if (!model_) return;  // moved from
  request_ = {};
  try {
    model_.release_memory();
  } catch (const std::exception& e) {
    spdlog::warn("text recogniser: its working memory is kept: {}", e.what());
  }
}

Result<Reading> TextRecogniser::read(const cv::Mat& line) {
  if (line.empty()) return Reading{};
  try {
    request_.set_input_tensor(input_of(line, input_));
    request_.infer();
    const auto output = request_.get_output_tensor();
    return decode_ctc({output.data<const float>(), output.get_size()}, labels_);
  } catch (const std::exception& e) {  // ov::Exception, cv::Exception
    return tl::unexpected(failed(e.what()));
  }
}

Result<TextRecogniser::Standing> TextRecogniser::read_standing(const cv::Mat& line) {
  cv::Mat turned;
  cv::rotate(line, turned, cv::ROTATE_90_COUNTERCLOCKWISE);
  auto downwards = read(turned);
  if (!downwards) return tl::unexpected(downwards.error());
  if (downwards->score >= kSure) return Standing{std::move(*downwards), false};
  cv::rotate(line, turned, cv::ROTATE_90_CLOCKWISE);
  auto upwards = read(turned);
  if (!upwards) return tl::unexpected(upwards.error());
  if (downwards->score >= upwards->score) return Standing{std::move(*downwards), false};
  return Standing{std::move(*upwards), true};
}

}  // namespace smarttag::vision::text
