#include "vision/shots/shot_finder.h"

#include <utility>

#include <opencv2/imgproc.hpp>

#include "vision/shots/shot_model.h"
#include "vision/shots/transitions.h"

namespace smarttag::vision {
namespace {

using namespace shots;

constexpr double kBlankDeviation = 6;  // grey levels; coding noise on one colour stays below

bool is_blank(const cv::Mat& rgb) {
  cv::Scalar mean, deviation;
  cv::meanStdDev(rgb, mean, deviation);
  return deviation[0] < kBlankDeviation && deviation[1] < kBlankDeviation && deviation[2] < kBlankDeviation;
}

class ShotFinder : public FrameAnalyser {
 public:
  explicit ShotFinder(ShotModel model) : model_(std::move(model)) {}

  Result<void> see(const media::Frame& frame) override {
    cv::Mat small;
    cv::resize(frame.bgr, small, model_.picture(), 0, 0, cv::INTER_AREA);
    cv::cvtColor(small, small, cv::COLOR_BGR2RGB);
    // The first frame also stands for those before it.
    if (pictures_.empty()) add_copies(small, frame.time, model_.margin());
    add_copies(small, frame.time, 1);
    return pictures_.size() < model_.frames() ? Result<void>{} : judge(counted());
  }

  Result<std::vector<TimedFact>> finish(double end) override {
    while (pictures_.size() > model_.margin()) {
      const std::size_t open = pictures_.size() - model_.margin();
      const cv::Mat last = pictures_.back();
      add_copies(last, times_.back(), model_.frames() - pictures_.size());
      if (auto done = judge(std::min(open, counted())); !done) return tl::unexpected(std::move(done).error());
      if (open <= counted()) break;
      // Of the copies only as many may stay as there are real frames to judge.
      pictures_.resize(open - counted() + model_.margin());
      times_.resize(pictures_.size());
    }
    return transitions_.finish(end);
  }

 private:
  std::size_t counted() const { return model_.frames() - 2 * model_.margin(); }

  void add_copies(const cv::Mat& picture, double time, std::size_t count) {
    pictures_.insert(pictures_.end(), count, picture);
    times_.insert(times_.end(), count, time);
  }

  // Judges the window, of which so many frames behind the margin count; they and the margin move on.
  Result<void> judge(std::size_t frames) {
    const auto beliefs = model_.judge(pictures_);
    if (!beliefs) return tl::unexpected(beliefs.error());
    for (std::size_t i = model_.margin(); i < model_.margin() + frames; ++i)
      transitions_.add({times_[i], (*beliefs)[i].middle, (*beliefs)[i].any, is_blank(pictures_[i])});
    pictures_.erase(pictures_.begin(), pictures_.begin() + static_cast<std::ptrdiff_t>(frames));
    times_.erase(times_.begin(), times_.begin() + static_cast<std::ptrdiff_t>(frames));
    return {};
  }

  ShotModel model_;
  std::vector<cv::Mat> pictures_;  // the margin, then what is still to be judged
  std::vector<double> times_;      // of each
  Transitions transitions_;
};

}  // namespace

Result<std::unique_ptr<FrameAnalyser>> make_shot_finder(inference::Engine& engine, const Settings&) {
  auto model = ShotModel::create(engine);
  if (!model) return tl::unexpected(std::move(model).error());
  return std::make_unique<ShotFinder>(std::move(*model));
}

}  // namespace smarttag::vision
