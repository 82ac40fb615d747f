#include "vision/objects/picture_classifier.h"

#include <algorithm>
#include <utility>

#include "vision/objects/model/picture_model.h"
#include "vision/objects/model/views.h"
#include "vision/objects/shot_classes.h"
#include "vision/shot_looks.h"

namespace smarttag::vision {
namespace {

using namespace objects;

constexpr double kInterval = 2;    // seconds between two looks
constexpr float kChanged = 0.05F;  // share of the cells: less does not make another scene
constexpr std::size_t kMostClasses = 5;
constexpr float kLeastProbability = 0.25F;  // below, the model is wrong more often than right
// Evidence, which counts only together with other evidence.
constexpr std::size_t kMostHints = 24;
constexpr float kLeastHint = 0.03F;
constexpr std::size_t kMostParts = 16;
constexpr float kLeastPart = 0.1F;

cv::Rect middle_square(const cv::Size& size) {
  const int side = std::min(size.width, size.height);
  return {(size.width - side) / 2, (size.height - side) / 2, side, side};
}

class PictureClassifier : public FrameAnalyser {
 public:
  explicit PictureClassifier(PictureModel model) : model_(std::move(model)) {}

  Result<void> see(const media::Frame& frame) override {
    const auto why = looks_.at(frame);
    if (why == ShotLooks::Look::kNone) return {};
    if (why == ShotLooks::Look::kAtNewShot) {
      end_shot(frame.time);
      from_ = frame.time;
    }
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
    for (const auto& region : {whole, middle}) {
      const auto belief = model_.classify(bgr, region);
      if (!belief) return tl::unexpected(belief.error());
      classes_.add(*belief);
      if (middle == whole) break;
    }
    for (const auto& region : tiles_of(bgr.size())) {
      const auto belief = model_.classify(bgr, region);
      if (!belief) return tl::unexpected(belief.error());
      parts_.add(*belief);
    }
    return {};
  }

  void end_shot(double time) {
    tell("scene", classes_.best(kMostClasses, kLeastProbability), time);
    tell("hint", classes_.best(kMostHints, kLeastHint), time);
    tell("part", parts_.highest(kMostParts, kLeastPart), time);
    classes_ = {};
    parts_ = {};
  }

  void tell(const char* as, const ShotClasses::Best& found, double time) {
    for (const auto& [number, probability] : found)
      facts_.push_back({from_, std::max(from_, time), std::min(probability, 1.0F), as,
                        facts::PictureClass{model_.names()[number]}});
  }

  PictureModel model_;
  ShotLooks looks_{kInterval, kChanged};
  ShotClasses classes_;
  ShotClasses parts_;
  double from_ = 0;
  std::vector<TimedFact> facts_;
};

}  // namespace

Result<std::unique_ptr<FrameAnalyser>> make_picture_classifier(inference::Engine& engine, const Settings&) {
  auto model = PictureModel::create(engine);
  if (!model) return tl::unexpected(std::move(model).error());
  return std::make_unique<PictureClassifier>(std::move(*model));
}

}  // namespace smarttag::vision
