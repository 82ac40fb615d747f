#include "vision/shots/transitions.h"

#include <algorithm>
#include <utility>

namespace smarttag::vision::shots {
namespace {

constexpr float kLeast = 0.5F;   // of both probabilities; that of TransNetV2's authors
constexpr int kFramesOfCut = 3;  // a cut between coded frames blurs over a frame or two
constexpr const char* kName = "shots";

}  // namespace

void Transitions::begin_shot(double time, const char* how, double took, float score) {
  if (!shots_.empty()) shots_.back().to = time;
  shots_.push_back({time, time, score, kName, facts::Shot{how, took}, {}});
}

void Transitions::add(const Judged& frame) {
  if (shots_.empty()) begin_shot(0, "", 0, 1);
  if (run_ && run_->peak_is_last) {
    run_->after_peak = frame.time;
    run_->peak_is_last = false;
  }
  last_time_ = frame.time;
  if (frame.any < kLeast && frame.middle < kLeast) {
    end_run(frame.time);
    return;
  }
  if (!run_) run_ = Run{frame.time, frame.time, -1, 0, 0, false, false};
  ++run_->frames;
  run_->blank = run_->blank || frame.blank;
  run_->middle = std::max(run_->middle, frame.middle);
  if (frame.middle > run_->surest) {
    run_->surest = frame.middle;
    run_->peak_is_last = true;
  }
}

// `time`: of the first frame after the run.
void Transitions::end_run(double time) {
  if (!run_) return;
  const Run run = *std::exchange(run_, std::nullopt);
  if (run.middle < kLeast) return;
  if (run.frames <= kFramesOfCut)
    begin_shot(run.after_peak, "cut", 0, run.middle);
  else
    begin_shot((run.from + time) / 2, run.blank ? "fade" : "dissolve", time - run.from, run.middle);
}

std::vector<TimedFact> Transitions::finish(double end) {
  if (shots_.empty()) begin_shot(0, "", 0, 1);
  // A transition that runs to the end, such as a fade to black, begins no shot.
  run_.reset();
  shots_.back().to = std::max(shots_.back().from, std::max(end, last_time_));
  return std::move(shots_);
}

}  // namespace smarttag::vision::shots
