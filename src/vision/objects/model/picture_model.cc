#include "vision/objects/model/picture_model.h"

#include <opencv2/imgproc.hpp>
#include <utility>

#include "base/paths.h"
#include "vision/objects/model/picture_input.h"

namespace smarttag::vision::objects {

Result<PictureModel> PictureModel::create(inference::Engine& engine) {
  const auto card = engine.card("picture-classes");
  if (!card) return tl::unexpected(card.error());
  auto compiled = compile_for_pictures(engine, *card);
  if (!compiled) return tl::unexpected(std::move(compiled).error());
  auto concepts = Concepts::read(home_folder() / "data" / "picture_concepts.tsv", card->labels);
  if (!concepts) return tl::unexpected(std::move(concepts).error());
  PictureModel model;
  model.concepts_ = std::move(*concepts);
  model.input_ = {card->input.width, card->input.height};
  try {
    if (ov::shape_size(compiled->output().get_shape()) != card->labels.size())
      return fail(
          ErrorKind::kAnalysisFailed,
          "The model " + card->name + " has another number of classes than labels. Take another one.");
    model.request_ = compiled->create_infer_request();
  } catch (const ov::Exception& e) {
    return fail(ErrorKind::kAnalysisFailed,
                "The model " + card->name + " cannot be run. Run: smarttag models verify", e.what());
  }
  return model;
}

Result<std::vector<float>> PictureModel::classify(const cv::Mat& bgr, const cv::Rect& region) {
  try {
    const auto how = region.width > input_.width ? cv::INTER_AREA : cv::INTER_LINEAR;
    cv::resize(bgr(region), small_, input_, 0, 0, how);
    request_.set_input_tensor(tensor_of(small_));
    request_.infer();
    const auto out = request_.get_output_tensor();
    return concepts_.sums({out.data<const float>(), out.get_size()});
  } catch (const std::exception& e) {  // ov::Exception, cv::Exception
    return fail(ErrorKind::kAnalysisFailed, "The pictures of this input cannot be classified.", e.what());
  }
}

}  // namespace smarttag::vision::objects
