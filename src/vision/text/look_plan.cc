#include "vision/text/look_plan.h"

#include <algorithm>

namespace smarttag::vision::text {
namespace {

constexpr float kUnchanged = 0.002F;  // share of the picture; one short word of a caption is about 0.004
constexpr int kStrokes = 3;           // cells side by side: a short word
constexpr int kReturned = 4;          // cells anywhere in the place of a caption: two letters
// Seconds between looks in one shot while nothing is found.
constexpr double kFirstPause = 1, kLongestPause = 2;
// Looks that new strokes may ask for in vain: on average one in four seconds, three in a row.
constexpr double kCreditPerSecond = 0.25, kMostCredit = 3;
constexpr int kManyStrokes = 40;   // cells: a few lines of small print
constexpr double kFullPause = 10;  // seconds between full looks in vain
constexpr double kSlack = 0.05;    // samples do not come at exact times

}  // namespace

Look LookPlan::next(const Sign& sign) {
  credit_ = std::min(kMostCredit, credit_ + (sign.time - credited_) * kCreditPerSecond);
  credited_ = sign.time;
  const bool cut = first_ || sign.shot != shot_;
  if (cut) in_vain_ = 0;
  first_ = false;
  shot_ = sign.shot;
  if (sign.missing) return Look::kFull;
  if (cut) return Look::kQuick;
  if (sign.changed < kUnchanged) return Look::kNone;
  if ((sign.new_strokes >= kStrokes || sign.returned_strokes >= kReturned) && credit_ >= 1) {
    credit_ -= 1;
    return Look::kQuick;
  }
  const double pause = sign.moving ? 0 : in_vain_ < 2 ? kFirstPause : kLongestPause;
  return sign.time - looked_ > pause - kSlack ? Look::kQuick : Look::kNone;
}

void LookPlan::took(const Sign& sign, Look look, bool found) {
  looked_ = sign.time;
  in_vain_ = found ? 0 : in_vain_ + 1;
  if (found) credit_ = kMostCredit;
  if (look == Look::kFull && !found && !sign.missing) full_in_vain_ = sign.time;
}

bool LookPlan::full_after_nothing(const Sign& sign) const {
  return sign.stroke_cells >= kManyStrokes && sign.time - full_in_vain_ > kFullPause;
}

}  // namespace smarttag::vision::text
