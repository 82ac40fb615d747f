#include "vision/text/reading/detector.h"

#include <algorithm>
#include <string>

#include <spdlog/spdlog.h>

#include "vision/text/reading/scaling.h"

namespace smarttag::vision::text {
namespace {

constexpr const char* kTask = "text-detection";

Error failed(const std::string& why) {
  return {ErrorKind::kAnalysisFailed,
          {"Looking for text failed. Run: smarttag models verify"},
          {"text detector: " + why}};
}

float number(const inference::ModelCard& card, const std::string& name, float otherwise) {
  const auto found = card.numbers.find(name);
  return found == card.numbers.end() ? otherwise : static_cast<float>(found->second);
}

// Writes the picture, scaled and normalised, into the tensor [1, 3, H, W]; what it leaves free is 0,
// mid-grey.
void fill(const cv::Mat& bgr, const Canvas& canvas, const inference::InputContract& input,
          ov::Tensor& tensor) {
  const cv::Mat scaled = resized(bgr, canvas.content);
  auto* data = tensor.data<float>();
  std::fill_n(data, tensor.get_size(), 0.0F);
  const bool rgb = input.colour == "rgb";
  cv::Mat plane;
  for (int channel = 0; channel < 3; ++channel) {
    cv::extractChannel(scaled, plane, rgb ? 2 - channel : channel);
    cv::Mat target(canvas.size, CV_32FC1, data + channel * canvas.size.area());
    const auto at = static_cast<std::size_t>(channel);
    plane.convertTo(target(cv::Rect({0, 0}, canvas.content)), CV_32F, 1.0 / input.scale[at],
                    -input.mean[at] / input.scale[at]);
  }
}

// From pixels of the canvas to pixels of the picture, kept within it.
void to_picture(std::vector<Quad>& quads, const Canvas& canvas, cv::Size picture) {
  const float sx = static_cast<float>(picture.width) / static_cast<float>(canvas.content.width);
  const float sy = static_cast<float>(picture.height) / static_cast<float>(canvas.content.height);
  for (auto& quad : quads) {
    for (auto& corner : quad) {
      corner.x = std::clamp(corner.x * sx, 0.0F, static_cast<float>(picture.width - 1));
      corner.y = std::clamp(corner.y * sy, 0.0F, static_cast<float>(picture.height - 1));
    }
  }
  // What lay wholly in the free part of the canvas has no height left.
  std::erase_if(quads,
                [](const Quad& quad) { return bounds(quad).width() < 3 || bounds(quad).height() < 3; });
}

}  // namespace

Result<TextDetector> TextDetector::make(inference::Engine& engine) {
  auto card = engine.card(kTask);
  if (!card) return tl::unexpected(card.error());
  const auto& scale = card->input.scale;
  if (std::any_of(scale.begin(), scale.end(), [](float s) { return s <= 0; }))
    return fail(ErrorKind::kInternal,
                "The model for finding text has no input scale. Install smarttag again.", card->name);
  const DbRules standard;
  const DbRules rules{number(*card, "pixel-threshold", standard.pixel_threshold),
                      number(*card, "box-threshold", standard.box_threshold),
                      number(*card, "unclip-ratio", standard.unclip_ratio)};
  return TextDetector(engine, card->input, rules);
}

TextDetector::~TextDetector() {
  for (auto& one : sized_) {
    one.request = {};
    try {
      one.model.release_memory();
    } catch (const std::exception& e) {
      spdlog::warn("text detector: its working memory is kept: {}", e.what());
    }
  }
}

Result<TextDetector::Sized*> TextDetector::sized(cv::Size size) {
  const auto found =
      std::find_if(sized_.begin(), sized_.end(), [&](const Sized& s) { return s.size == size; });
  if (found != sized_.end()) return &*found;
  const auto reshape = [&](ov::Model& model) {
    model.reshape(ov::PartialShape{1, 3, size.height, size.width});
  };
  const std::string variant = std::to_string(size.width) + "x" + std::to_string(size.height);
  auto model = engine_->compile(kTask, "model.xml", inference::Use::kLatency, reshape, variant);
  if (!model) return tl::unexpected(model.error());
  sized_.push_back({size, *model, model->create_infer_request()});
  return &sized_.back();
}

Result<std::vector<Quad>> TextDetector::detect(const cv::Mat& bgr, int long_side) {
  try {
    const Canvas canvas = canvas_for(bgr.size(), long_side);
    if (canvas.size.empty()) return std::vector<Quad>{};
    auto use = sized(canvas.size);
    if (!use) return tl::unexpected(use.error());
    auto& request = (*use)->request;
    auto input = request.get_input_tensor();
    fill(bgr, canvas, input_, input);
    request.infer();
    const auto output = request.get_output_tensor();
    if (output.get_size() != static_cast<std::size_t>(canvas.size.area()))
      return tl::unexpected(failed("its map has another size than its input"));
    const cv::Mat map(canvas.size, CV_32FC1, const_cast<float*>(output.data<const float>()));
    auto quads = quads_of(map, rules_);
    to_picture(quads, canvas, bgr.size());
    return quads;
  } catch (const std::exception& e) {  // ov::Exception, cv::Exception
    return tl::unexpected(failed(e.what()));
  }
}

}  // namespace smarttag::vision::text
