#include "media/video/shot_cut.h"

#include <algorithm>
#include <cmath>

namespace smarttag::media {
namespace {

constexpr double kMoment = 0.17;         // seconds before and after a frame that are compared
constexpr std::size_t kMostFrames = 10;  // of a moment, however many frames a second there are
constexpr float kStep = 2.8F;            // grey levels by which a cut is above the motion around it
constexpr float kAlike = 0.93F;          // correlation above which two frames show the same
constexpr float kAlikeSlow = 0.7F;       // the same for frames half a second apart, where motion is large
constexpr int kW = Thumbnail::kWidth, kH = Thumbnail::kHeight;

// Mean over the cells of the least difference to the same cell or its eight neighbours: motion of less than a
// cell costs nothing.
float one_way(const Thumbnail& a, const Thumbnail& b) {
  float sum = 0;
  for (int y = 0; y < kH; ++y) {
    for (int x = 0; x < kW; ++x) {
      const float own = a.grey[static_cast<std::size_t>(y * kW + x)];
      float least = 255;
      for (int v = std::max(0, y - 1); v <= std::min(kH - 1, y + 1); ++v) {
        for (int u = std::max(0, x - 1); u <= std::min(kW - 1, x + 1); ++u) {
          least = std::min(least, std::abs(own - b.grey[static_cast<std::size_t>(v * kW + u)]));
        }
      }
      sum += least;
    }
  }
  return sum / (kW * kH);
}

float distance(const Thumbnail& a, const Thumbnail& b) { return std::max(one_way(a, b), one_way(b, a)); }

// Pearson correlation of the overlap when b is shifted; 0 for flat pictures (the 4 is the variance of coding
// noise).
float correlation(const Thumbnail& a, const Thumbnail& b, int dx, int dy) {
  float sum_a = 0, sum_b = 0, sum_aa = 0, sum_bb = 0, sum_ab = 0;
  int count = 0;
  for (int y = std::max(0, dy); y < kH + std::min(0, dy); ++y) {
    for (int x = std::max(0, dx); x < kW + std::min(0, dx); ++x, ++count) {
      const float va = a.grey[static_cast<std::size_t>(y * kW + x)];
      const float vb = b.grey[static_cast<std::size_t>((y - dy) * kW + x - dx)];
      sum_a += va, sum_b += vb, sum_aa += va * va, sum_bb += vb * vb, sum_ab += va * vb;
    }
  }
  const auto n = static_cast<float>(count);
  const float var_a = std::max(0.0F, sum_aa / n - sum_a / n * (sum_a / n));
  const float var_b = std::max(0.0F, sum_bb / n - sum_b / n * (sum_b / n));
  return (sum_ab / n - sum_a / n * (sum_b / n)) / std::sqrt((var_a + 4) * (var_b + 4));
}

// The best correlation over small shifts: a moving camera keeps it high.
float likeness(const Thumbnail& a, const Thumbnail& b) {
  float best = -1;
  for (int dy = -1; dy <= 1; ++dy) {
    for (int dx = -2; dx <= 2; ++dx) best = std::max(best, correlation(a, b, dx, dy));
  }
  return best;
}

}  // namespace

void ShotCut::add(const Thumbnail& thumbnail, double time) {
  const float step = window_.empty() ? 0 : distance(window_.back().thumbnail, thumbnail);
  window_.push_back({thumbnail, time, step});
}

std::optional<bool> ShotCut::next() {
  if (decided_ == window_.size()) return std::nullopt;
  const std::size_t waiting = window_.size() - decided_;
  if (!finished_ && waiting <= kMostFrames && window_.back().time - window_[decided_].time <= kMoment) {
    return std::nullopt;
  }
  const bool cut = first_ || is_cut(decided_);
  first_ = false;
  ++decided_;
  while (decided_ > kMostFrames ||
         (decided_ > 1 && window_[decided_ - 1].time - window_[0].time > 2 * kMoment)) {
    window_.pop_front();
    --decided_;
  }
  return cut;
}

bool ShotCut::is_cut(std::size_t at) const {
  const Seen& frame = window_[at];
  const Seen& before = window_[at - 1];
  if (frame.step <= kStep) return false;
  // The moment around the cut; frames of it before and after.
  std::size_t from = at - 1, to = at;
  while (from > 0 && frame.time - window_[from - 1].time <= kMoment) --from;
  while (to + 1 < window_.size() && to < at + kMostFrames && window_[to + 1].time - frame.time <= kMoment)
    ++to;
  for (std::size_t i = from + 1; i <= to; ++i) {
    if (i != at && frame.step <= kStep + window_[i].step) return false;
  }
  const double apart = frame.time - before.time;
  const auto slow = static_cast<float>(std::clamp((apart - 0.1) / 0.4, 0.0, 1.0));
  if (likeness(before.thumbnail, frame.thumbnail) > kAlike + slow * (kAlikeSlow - kAlike)) return false;
  for (std::size_t i = from; i < at; ++i) {
    for (std::size_t k = at; k <= to; ++k) {
      const bool same = (i != at - 1 || k != at) &&
                        2 * distance(window_[i].thumbnail, window_[k].thumbnail) < frame.step &&
                        likeness(window_[i].thumbnail, window_[k].thumbnail) > kAlike;
      if (same) return false;
    }
  }
  return true;
}

}  // namespace smarttag::media
