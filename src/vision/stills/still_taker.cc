#include "vision/stills/still_taker.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include <opencv2/imgproc.hpp>

#include "media/video/jpeg.h"

namespace smarttag::vision {
namespace {

constexpr double kAhead = 1;  // seconds; frames that are looked at are nearer to each other

// The part of the picture, small enough; empty where the box lies outside.
cv::Mat cut_out(const media::Frame& frame, const Wanted& wish) {
  cv::Rect part({0, 0}, frame.bgr.size());
  if (wish.box.area() > 0) {
    const Box box = scaled(wish.box, 1 / frame.scale, 1 / frame.scale);
    part &=
        cv::Rect(cv::Point(static_cast<int>(box.left), static_cast<int>(box.top)),
                 cv::Point(static_cast<int>(std::ceil(box.right)), static_cast<int>(std::ceil(box.bottom))));
  }
  if (part.empty()) return {};
  cv::Mat small;
  const int width = std::clamp(wish.width, 1, part.width);
  const int height = std::max(1, part.height * width / part.width);
  cv::resize(frame.bgr(part), small, {width, height}, 0, 0, cv::INTER_AREA);
  return small;
}

class StillTaker : public FrameAnalyser {
 public:
  explicit StillTaker(std::vector<Wanted> wishes) {
    for (std::size_t i = 0; i < wishes.size(); ++i)
      open_.push_back({static_cast<int>(i), wishes[i], {}, 0, false});
    std::stable_sort(open_.begin(), open_.end(),
                     [](const Open& a, const Open& b) { return a.wish.time < b.wish.time; });
  }

  // Wishes stand in order of time: those before settled_ are done, and to those that are far ahead this frame
  // is not the nearest.
  Result<void> see(const media::Frame& frame) override {
    for (std::size_t i = settled_; i < open_.size(); ++i) {
      Open& one = open_[i];
      if (one.wish.time > frame.time + kAhead) break;
      const double apart = std::abs(frame.time - one.wish.time);
      if (!one.seen || apart < one.apart) {
        one.picture = cut_out(frame, one.wish);
        one.time = frame.time;
        one.apart = apart;
        one.seen = true;
      }
    }
    while (settled_ < open_.size() && open_[settled_].seen && frame.time > open_[settled_].wish.time)
      if (auto done = settle(open_[settled_++]); !done) return done;
    return {};
  }

  Result<std::vector<TimedFact>> finish(double /*end*/) override {
    while (settled_ < open_.size())
      if (auto done = settle(open_[settled_++]); !done) return tl::unexpected(std::move(done).error());
    return std::move(stills_);
  }

 private:
  struct Open {
    int number = 0;
    Wanted wish;
    cv::Mat picture;
    double apart = 0;
    bool seen = false;
    double time = 0;
  };

  Result<void> settle(Open& one) {
    if (one.picture.empty()) return {};
    auto jpeg = media::to_jpeg(one.picture);
    if (!jpeg) return tl::unexpected(std::move(jpeg).error());
    stills_.push_back({one.time, one.time, 1, "stills", facts::Still{one.number, std::move(*jpeg)}, {}});
    one.picture.release();
    return {};
  }

  std::vector<Open> open_;
  std::size_t settled_ = 0;
  std::vector<TimedFact> stills_;
};

}  // namespace

std::unique_ptr<FrameAnalyser> make_still_taker(std::vector<Wanted> wishes) {
  return std::make_unique<StillTaker>(std::move(wishes));
}

}  // namespace smarttag::vision
