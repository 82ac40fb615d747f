#include "vision/shots/shot_model.h"

#include <algorithm>
#include <utility>

namespace smarttag::vision::shots {
namespace {

constexpr std::size_t kBins = 512;  // three bits for each colour

tl::unexpected<Error> cannot_run(const std::string& name, const std::exception& e) {
  return fail(ErrorKind::kAnalysisFailed, "The model " + name + " cannot be run. Run: smarttag models verify",
              e.what());
}

// How many pixels of each coarse colour there are.
void count_colours(const cv::Mat& rgb, float* histogram) {
  std::fill_n(histogram, kBins, 0.0F);
  for (int y = 0; y < rgb.rows; ++y) {
    const uchar* pixel = rgb.ptr(y);
    for (int x = 0; x < rgb.cols; ++x, pixel += 3)
      ++histogram[static_cast<std::size_t>(pixel[0] >> 5 << 6 | pixel[1] >> 5 << 3 | pixel[2] >> 5)];
  }
}

}  // namespace

Result<ShotModel> ShotModel::create(inference::Engine& engine) {
  const auto card = engine.card("shots");
  if (!card) return tl::unexpected(card.error());
  const auto frames = card->numbers.find("frames"), margin = card->numbers.find("margin");
  if (frames == card->numbers.end() || margin == card->numbers.end())
    return fail(ErrorKind::kModelMissing,
                "The model " + card->name + " does not say its frames and margin. Correct its recipe.");
  auto compiled = engine.compile("shots");
  if (!compiled) return tl::unexpected(std::move(compiled).error());
  ShotModel model;
  model.picture_ = {card->input.width, card->input.height};
  model.frames_ = static_cast<std::size_t>(frames->second);
  model.margin_ = static_cast<std::size_t>(margin->second);
  try {
    model.request_ = compiled->create_infer_request();
  } catch (const std::exception& e) {  // ov::Exception
    return cannot_run(card->name, e);
  }
  return model;
}

Result<std::vector<Belief>> ShotModel::judge(std::span<const cv::Mat> window) {
  try {
    auto pictures = request_.get_tensor("frames");
    auto histograms = request_.get_tensor("histograms");
    const auto size = static_cast<std::size_t>(picture_.area()) * 3;
    for (std::size_t i = 0; i < window.size(); ++i) {
      std::copy_n(window[i].data, size, pictures.data<float>() + i * size);
      count_colours(window[i], histograms.data<float>() + i * kBins);
    }
    request_.infer();
    const auto middles = request_.get_tensor("transitions"), any = request_.get_tensor("all");
    std::vector<Belief> beliefs(window.size());
    for (std::size_t i = 0; i < beliefs.size(); ++i)
      beliefs[i] = {middles.data<const float>()[i], any.data<const float>()[i]};
    return beliefs;
  } catch (const std::exception& e) {  // ov::Exception
    return cannot_run("of shots", e);
  }
}

}  // namespace smarttag::vision::shots
