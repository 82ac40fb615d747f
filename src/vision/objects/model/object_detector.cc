#include "vision/objects/model/object_detector.h"

#include <algorithm>
#include <openvino/core/preprocess/pre_post_process.hpp>
#include <utility>

#include "vision/objects/model/label_groups.h"
#include "vision/objects/model/letterbox.h"
#include "vision/objects/model/picture_input.h"
#include "vision/objects/model/suppression.h"

namespace smarttag::vision::objects {
namespace {

// Cells of one thing agree on its box far better than two things that stand close; NanoDet itself suppresses
// at 0.6.
constexpr float kSameThing = 0.6F;

Box mirror_image(const Box& box, float width) {
  return {width - box.right, box.top, width - box.left, box.bottom};
}

Error unsuitable(const inference::ModelCard& card, const std::string& why) {
  return {ErrorKind::kAnalysisFailed,
          {"The model " + card.name + " is no object detector of a known form. Take another one."},
          {why}};
}

}  // namespace

Result<ObjectDetector> ObjectDetector::create(inference::Engine& engine) {
  const auto card = engine.card("objects");
  if (!card) return tl::unexpected(card.error());
  auto model = compile_for_pictures(engine, *card);
  if (!model) return tl::unexpected(std::move(model).error());
  ObjectDetector detector;
  detector.labels_ = card->labels;
  detector.head_.size = card->input.width;
  detector.head_.classes = static_cast<int>(card->labels.size());
  if (const auto bins = card->numbers.find("bins"); bins != card->numbers.end())
    detector.head_.bins = static_cast<int>(bins->second);
  detector.padding_ = {card->input.mean[0], card->input.mean[1], card->input.mean[2]};
  if (card->input.colour == "rgb") std::swap(detector.padding_[0], detector.padding_[2]);
  const auto cells = static_cast<std::size_t>(detector.head_.cells());
  const ov::Shape scores{1, cells, card->labels.size()};
  const ov::Shape distances{1, cells, 4 * static_cast<std::size_t>(detector.head_.bins)};
  try {
    if (model->output("scores").get_shape() != scores || model->output("distances").get_shape() != distances)
      return tl::unexpected(unsuitable(*card, "the shapes of its outputs"));
    detector.request_ = model->create_infer_request();
  } catch (const ov::Exception& e) {
    return tl::unexpected(unsuitable(*card, e.what()));
  }
  return detector;
}

Result<std::vector<Detection>> ObjectDetector::look(const cv::Mat& bgr, const cv::Rect& region,
                                                    bool mirrored) {
  try {
    const auto box = Letterbox::fit(region, {head_.size, head_.size});
    cv::Mat input = box.draw(bgr, padding_);
    if (mirrored) cv::flip(input, input, 1);
    request_.set_input_tensor(tensor_of(input));
    request_.infer();
    const auto scores = request_.get_tensor("scores");
    const auto distances = request_.get_tensor("distances");
    auto found =
        head_.decode({scores.data<const float>(), scores.get_size()},
                     {distances.data<const float>(), distances.get_size()}, LabelGroups::kLeastScore);
    found = join_overlapping(std::move(found), kSameThing, kLeast);
    const Box whole{static_cast<float>(region.x), static_cast<float>(region.y),
                    static_cast<float>(region.x + region.width),
                    static_cast<float>(region.y + region.height)};
    for (auto& one : found) {
      if (mirrored) one.box = mirror_image(one.box, static_cast<float>(head_.size));
      one.box = intersection(box.to_picture(one.box), whole);
    }
    std::erase_if(found, [](const Detection& one) { return one.box.area() <= 0; });
    return found;
  } catch (const std::exception& e) {  // ov::Exception, cv::Exception
    return fail(ErrorKind::kAnalysisFailed, "Objects cannot be looked for in this input.", e.what());
  }
}

}  // namespace smarttag::vision::objects
