#include "vision/shots/transitions.h"

#include <algorithm>
#include <utility>

namespace smarttag::vision::shots {
namespace {

constexpr float kLeast = 0.5F;     // of both probabilities; that of TransNetV2's authors
constexpr float kPerhaps = 0.25F;  // of a frame that a run bridges
constexpr int kFramesOfCut = 3;    // a cut between coded frames blurs over a frame or two
constexpr const char* kName = "shots";

}  // namespace

void Transitions::begin_shot(double time, const char* how, double took, float score) {
  if (!shots_.empty()) shots_.back().to = time;
  shots_.push_back({time, time, score, kName, facts::Shot{how, took}, {}});
}

void Transitions::add(const Judged& frame) {
  if (shots_.empty()) begin_shot(0, "", 0, 1);
  last_time_ = frame.time;
  if (run_ && std::exchange(run_->last_is_peak, false)) run_->after_peak = frame.time;
  if (run_ && std::exchange(run_->last_belongs, false)) run_->after = frame.time;
  if (frame.any < kLeast && frame.middle < kLeast) {
    if (frame.any < kPerhaps) end_run();
    if (run_) run_->blank = run_->blank || frame.blank;
    return;
  }
  if (!run_) {
    run_ = Run{};
    run_->from = frame.time;
  }
  ++run_->frames;
  run_->last_belongs = true;
  run_->blank = run_->blank || frame.blank;
  if (frame.middle > run_->middle) {
    run_->middle = frame.middle;
    run_->last_is_peak = true;
  }
}

void Transitions::end_run() {
  if (!run_) return;
  const Run run = *std::exchange(run_, std::nullopt);
  if (run.middle < kLeast) return;
  if (run.frames <= kFramesOfCut)
    begin_shot(run.after_peak, "cut", 0, run.middle);
  else
    begin_shot((run.from + run.after) / 2, run.blank ? "fade" : "dissolve", run.after - run.from, run.middle);
}

std::vector<TimedFact> Transitions::finish(double end) {
  if (shots_.empty()) begin_shot(0, "", 0, 1);
  // A transition that runs to the end, such as a fade to black, begins no shot.
  run_.reset();
  shots_.back().to = std::max(shots_.back().from, std::max(end, last_time_));
  return std::move(shots_);
}

}  // namespace smarttag::vision::shots
