#include "vision/shots/cut_finder.h"

#include <algorithm>
#include <utility>

namespace smarttag::vision {
namespace {

class CutFinder : public FrameAnalyser {
 public:
  Result<void> see(const media::Frame& frame) override {
    if (!shots_.empty() && frame.shot == shot_) return {};
    if (!shots_.empty()) shots_.back().to = frame.time;
    const double from = shots_.empty() ? 0 : frame.time;
    shots_.push_back({from, from, 1, "cuts", facts::Shot{shots_.empty() ? "" : "cut", 0}, {}});
    shot_ = frame.shot;
    return {};
  }

  Result<std::vector<TimedFact>> finish(double end) override {
    if (!shots_.empty()) shots_.back().to = std::max(shots_.back().from, end);
    return std::move(shots_);
  }

 private:
  int shot_ = 0;
  std::vector<TimedFact> shots_;
};

}  // namespace

Result<std::unique_ptr<FrameAnalyser>> make_cut_finder(inference::Engine& /*engine*/,
                                                       const Settings& /*settings*/) {
  return std::make_unique<CutFinder>();
}

}  // namespace smarttag::vision
