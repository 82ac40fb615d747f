#include "vision/open_labels/label_asker.h"

#include <algorithm>
#include <utility>

#include <opencv2/imgproc.hpp>

#include "media/video/jpeg.h"
#include "vision/shot_looks.h"

namespace smarttag::vision {
namespace {

constexpr const char* kName = "vision-model";
constexpr double kInterval = 2;    // seconds between two looks
constexpr float kChanged = 0.05F;  // share of the cells
constexpr int kLongSide = 768;     // pixels
// Such models say what they see and not how surely.
constexpr float kScore = 0.9F;

class LabelAsker : public FrameAnalyser {
 public:
  LabelAsker(std::vector<LabelPrompt> labels, AskLimits limits, AskPictures ask)
      : labels_(std::move(labels)), limits_(limits), ask_(std::move(ask)) {}

  Result<void> see(const media::Frame& frame) override {
    const auto why = looks_.at(frame);
    if (why == ShotLooks::Look::kNone) return {};
    if (why == ShotLooks::Look::kAtNewShot) {
      end_shot(frame.time);
      shot_ = {frame.time, frame.time, {}};
    }
    auto jpeg = small_jpeg(frame.bgr);
    if (!jpeg) return tl::unexpected(std::move(jpeg).error());
    // The first ones and the last one.
    if (shot_.jpegs.size() >= static_cast<std::size_t>(limits_.frames)) shot_.jpegs.pop_back();
    shot_.jpegs.push_back(std::move(*jpeg));
    return {};
  }

  Result<std::vector<TimedFact>> finish(double end) override {
    end_shot(end);
    std::vector<TimedFact> facts;
    for (const auto& shot : kept_) {
      const auto found = ask_(shot);
      if (!found) return tl::unexpected(found.error());
      for (const auto number : *found) {
        const auto& label = labels_.at(number);
        facts.push_back({shot.from,
                         shot.to,
                         kScore,
                         kName,
                         facts::Described{label.main, label.name, label.sentence, label.library, label.entity,
                                          label.asked},
                         {}});
      }
    }
    return facts;
  }

 private:
  static Result<std::string> small_jpeg(const cv::Mat& bgr) {
    const int longest = std::max(bgr.cols, bgr.rows);
    if (longest <= kLongSide) return media::to_jpeg(bgr);
    const double scale = static_cast<double>(kLongSide) / longest;
    cv::Mat small;
    cv::resize(bgr, small, {}, scale, scale, cv::INTER_AREA);
    return media::to_jpeg(small);
  }

  // Keeps every stride-th shot; when there are too many, every second of those is dropped.
  void end_shot(double time) {
    if (shot_.jpegs.empty()) return;
    shot_.to = std::max(shot_.from, time);
    if (seen_++ % stride_ == 0) kept_.push_back(std::move(shot_));
    shot_ = {};
    if (kept_.size() <= static_cast<std::size_t>(limits_.shots)) return;
    std::size_t left = 0;
    for (std::size_t i = 0; i < kept_.size(); i += 2) {
      if (left != i) kept_[left] = std::move(kept_[i]);
      ++left;
    }
    kept_.resize(left);
    stride_ *= 2;
  }

  std::vector<LabelPrompt> labels_;
  AskLimits limits_;
  AskPictures ask_;
  ShotLooks looks_{kInterval, kChanged};
  ShotPictures shot_;
  std::vector<ShotPictures> kept_;
  std::size_t seen_ = 0;
  std::size_t stride_ = 1;
};

}  // namespace

std::unique_ptr<FrameAnalyser> make_label_asker(std::vector<LabelPrompt> labels, AskLimits limits,
                                                AskPictures ask) {
  return std::make_unique<LabelAsker>(std::move(labels), limits, std::move(ask));
}

}  // namespace smarttag::vision
