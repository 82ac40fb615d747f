#include "vision/safety/safety_rater.h"

#include <algorithm>
#include <utility>

#include <opencv2/imgproc.hpp>
#include <openvino/openvino.hpp>

#include "inference/engine.h"
#include "vision/objects/model/picture_input.h"
#include "vision/shot_looks.h"

namespace smarttag::vision {
namespace {

constexpr double kInterval = 1;    // seconds between two looks
constexpr float kChanged = 0.02F;  // share of the cells
// The network was trained on the middle 224 of 256 pixels (classify_nsfw.py of yahoo/open_nsfw).
constexpr int kWhole = 256;
constexpr int kMiddle = 224;
constexpr std::size_t kExplicit = 1;  // of the two probabilities

class SafetyRater : public FrameAnalyser {
 public:
  explicit SafetyRater(ov::InferRequest request) : request_(std::move(request)) {}

  Result<void> see(const media::Frame& frame) override {
    const auto why = looks_.at(frame);
    if (why == ShotLooks::Look::kNone) return {};
    if (why == ShotLooks::Look::kAtNewShot) {
      end_shot(frame.time);
      from_ = frame.time;
      score_ = 0;
      begun_ = true;
    }
    return look(frame.bgr);
  }

  Result<std::vector<TimedFact>> finish(double end) override {
    end_shot(end);
    return std::move(facts_);
  }

 private:
  Result<void> look(const cv::Mat& bgr) {
    try {
      cv::Mat whole;
      cv::resize(bgr, whole, {kWhole, kWhole}, 0, 0, bgr.cols > kWhole ? cv::INTER_AREA : cv::INTER_LINEAR);
      constexpr int kEdge = (kWhole - kMiddle) / 2;
      const cv::Mat middle = whole(cv::Rect(kEdge, kEdge, kMiddle, kMiddle)).clone();
      request_.set_input_tensor(objects::tensor_of(middle));
      request_.infer();
      score_ = std::max(score_, request_.get_output_tensor().data<const float>()[kExplicit]);
      return {};
    } catch (const std::exception& e) {  // ov::Exception, cv::Exception
      return fail(ErrorKind::kAnalysisFailed, "The pictures of this input cannot be rated.", e.what());
    }
  }

  void end_shot(double time) {
    if (!begun_) return;
    facts_.push_back({from_,
                      std::max(from_, time),
                      std::clamp(score_, 0.0F, 1.0F),
                      "safety",
                      facts::PictureClass{"explicit"},
                      {}});
  }

  ov::InferRequest request_;
  ShotLooks looks_{kInterval, kChanged};
  bool begun_ = false;
  double from_ = 0;
  float score_ = 0;
  std::vector<TimedFact> facts_;
};

}  // namespace

Result<std::unique_ptr<FrameAnalyser>> make_safety_rater(inference::Engine& engine,
                                                         const Settings& /*settings*/) {
  const auto card = engine.card("safety");
  if (!card) return tl::unexpected(card.error());
  auto compiled = objects::compile_for_pictures(engine, *card);
  if (!compiled) return tl::unexpected(std::move(compiled).error());
  try {
    const auto shape = compiled->input().get_shape();
    if (shape != ov::Shape{1, kMiddle, kMiddle, 3} || ov::shape_size(compiled->output().get_shape()) != 2)
      return fail(ErrorKind::kAnalysisFailed,
                  "The model " + card->name + " is no model of this task. Take another one.");
    return std::make_unique<SafetyRater>(compiled->create_infer_request());
  } catch (const ov::Exception& e) {
    return fail(ErrorKind::kAnalysisFailed,
                "The model " + card->name + " cannot be run. Run: smarttag models verify", e.what());
  }
}

}  // namespace smarttag::vision
