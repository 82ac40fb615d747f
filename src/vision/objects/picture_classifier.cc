#include "vision/objects/picture_classifier.h"

#include <algorithm>
#include <array>
#include <utility>

#include <opencv2/imgproc.hpp>
#include <openvino/openvino.hpp>

#include "base/paths.h"
#include "inference/engine.h"
#include "media/picture_change.h"
#include "vision/objects/concepts.h"
#include "vision/objects/picture_input.h"
#include "vision/objects/shot_classes.h"

namespace smarttag::vision {
namespace {

using namespace objects;

constexpr double kInterval = 2;    // seconds between two looks
constexpr float kChanged = 0.05F;  // share of the cells: less does not make another scene
constexpr std::size_t kMostClasses = 5;
constexpr float kLeastProbability = 0.25F;  // below, the model is wrong more often than right

cv::Rect middle_square(const cv::Size& size) {
  const int side = std::min(size.width, size.height);
  return {(size.width - side) / 2, (size.height - side) / 2, side, side};
}

class PictureClassifier : public FrameAnalyser {
 public:
  PictureClassifier(ov::InferRequest request, cv::Size input, Concepts concepts)
      : request_(std::move(request)), input_(input), concepts_(std::move(concepts)) {}

  Result<void> see(const media::Frame& frame) override {
    if (std::exchange(shot_, frame.shot) != frame.shot) {
      end_shot(frame.time);
      from_ = frame.time;
      remembered_.forget();
    } else if (frame.time < looked_at_ + kInterval || remembered_.changed(frame.bgr) < kChanged) {
      return {};
    }
    looked_at_ = frame.time;
    remembered_.remember(frame.bgr);
    return look(frame.bgr);
  }

  Result<std::vector<TimedFact>> finish(double end) override {
    end_shot(end);
    return std::move(facts_);
  }

 private:
  Result<void> look(const cv::Mat& bgr) {
    const cv::Rect whole{{0, 0}, bgr.size()};
    const cv::Rect middle = middle_square(bgr.size());
    try {
      classes_.add(concepts_.sums(probabilities(bgr(whole))));
      if (middle != whole) classes_.add(concepts_.sums(probabilities(bgr(middle))));
      return {};
    } catch (const std::exception& e) {  // ov::Exception, cv::Exception
      return fail(ErrorKind::kAnalysisFailed, "The pictures of this input cannot be classified.", e.what());
    }
  }

  std::span<const float> probabilities(const cv::Mat& bgr) {
    const auto how = bgr.cols > input_.width ? cv::INTER_AREA : cv::INTER_LINEAR;
    cv::resize(bgr, small_, input_, 0, 0, how);
    request_.set_input_tensor(tensor_of(small_));
    request_.infer();
    const auto out = request_.get_output_tensor();
    return {out.data<const float>(), out.get_size()};
  }

  void end_shot(double time) {
    for (const auto& [number, probability] : classes_.best(kMostClasses, kLeastProbability)) {
      TimedFact fact;
      fact.kind = FactKind::kPictureClass;
      fact.what = concepts_.names()[number];
      fact.score = std::min(probability, 1.0F);
      fact.from = from_;
      fact.to = std::max(from_, time);
      fact.analyser = "scene";
      facts_.push_back(std::move(fact));
    }
    classes_ = {};
  }

  ov::InferRequest request_;
  cv::Size input_;
  Concepts concepts_;
  cv::Mat small_;
  media::PictureChange remembered_;
  ShotClasses classes_;
  int shot_ = -1;
  double from_ = 0;
  double looked_at_ = 0;
  std::vector<TimedFact> facts_;
};

}  // namespace

Result<std::unique_ptr<FrameAnalyser>> make_picture_classifier(inference::Engine& engine, const Settings&) {
  const auto card = engine.card("picture-classes");
  if (!card) return tl::unexpected(card.error());
  auto model = compile_for_pictures(engine, *card);
  if (!model) return tl::unexpected(std::move(model).error());
  auto concepts = Concepts::read(home_folder() / "data" / "picture_concepts.tsv", card->labels);
  if (!concepts) return tl::unexpected(std::move(concepts).error());
  try {
    if (ov::shape_size(model->output().get_shape()) != card->labels.size())
      return fail(
          ErrorKind::kAnalysisFailed,
          "The model " + card->name + " has another number of classes than labels. Take another one.");
    return std::make_unique<PictureClassifier>(
        model->create_infer_request(), cv::Size(card->input.width, card->input.height), std::move(*concepts));
  } catch (const ov::Exception& e) {
    return fail(ErrorKind::kAnalysisFailed,
                "The model " + card->name + " cannot be run. Run: smarttag models verify", e.what());
  }
}

}  // namespace smarttag::vision
