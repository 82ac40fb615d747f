#include "media/picture_change.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

namespace smarttag::media {
namespace {

constexpr int kCell = 8;        // pixels of the small copy; a letter of readable text fills one or more
constexpr int kLongSide = 960;  // of the small copy, at most
constexpr float kShift = 24;    // grey levels by which a flat cell may brighten or darken
constexpr float kGain = 1.25F;  // contrast may rise or fall by this factor
constexpr float kNoise = 6;     // grey levels (root mean square) that coding adds to any cell
constexpr float kBlur =
    0.4F;  // share of a cell's contrast that may differ: key frames sharpen and soften edges

// How often a picture of this size is halved.
int halvings(cv::Size size) {
  int times = 0;
  while (std::max(size.width, size.height) >> times > kLongSide &&
         std::min(size.width, size.height) >> times > 1) {
    ++times;
  }
  return times;
}

cv::Mat small_grey(const cv::Mat& bgr, int times) {
  cv::Mat small = bgr;
  for (int i = 0; i < times; ++i) {
    cv::Mat half;
    const cv::Rect even(0, 0, small.cols & ~1, small.rows & ~1);
    cv::resize(small(even), half, {even.width / 2, even.height / 2}, 0, 0, cv::INTER_AREA);
    small = half;
  }
  cv::Mat grey;
  cv::cvtColor(small, grey, cv::COLOR_BGR2GRAY);
  return grey;
}

// Mean of the squared differences: settles most cells of most pictures at little cost.
float squared_difference(const cv::Mat& a, const cv::Mat& b, const cv::Rect& cell) {
  int sum = 0;
  for (int y = cell.y; y < cell.y + cell.height; ++y) {
    const uchar* row_a = a.ptr(y) + cell.x;
    const uchar* row_b = b.ptr(y) + cell.x;
    for (int x = 0; x < cell.width; ++x) sum += (row_a[x] - row_b[x]) * (row_a[x] - row_b[x]);
  }
  return static_cast<float>(sum) / static_cast<float>(cell.area());
}

// Whether a cell differs by more than brightness, contrast and noise. With a fitted as g*b + o, the mean
// square of what remains is var(a) - 2 g cov(a,b) + g^2 var(b), least at g = cov/var(b).
bool differs(const cv::Mat& a, const cv::Mat& b, const cv::Rect& cell) {
  if (squared_difference(a, b, cell) <= kNoise * kNoise) return false;  // the fit only lowers it
  int sum_a = 0, sum_b = 0, sum_aa = 0, sum_bb = 0, sum_ab = 0;
  for (int y = cell.y; y < cell.y + cell.height; ++y) {
    const uchar* row_a = a.ptr(y) + cell.x;
    const uchar* row_b = b.ptr(y) + cell.x;
    for (int x = 0; x < cell.width; ++x) {
      const int va = row_a[x], vb = row_b[x];
      sum_a += va, sum_b += vb, sum_aa += va * va, sum_bb += vb * vb, sum_ab += va * vb;
    }
  }
  const auto count = static_cast<float>(cell.area());
  const float mean_a = sum_a / count, mean_b = sum_b / count;
  const float var_a = std::max(0.0F, sum_aa / count - mean_a * mean_a);
  const float var_b = std::max(0.0F, sum_bb / count - mean_b * mean_b);
  const float cov = sum_ab / count - mean_a * mean_b;
  const float gain = std::clamp(var_b > 0 ? cov / var_b : 1, 1 / kGain, kGain);
  const float rest = std::max(0.0F, var_a - 2 * gain * cov + gain * gain * var_b);
  const float allowed = std::max(kNoise * kNoise, kBlur * kBlur * std::max(var_a, var_b));
  return rest > allowed || std::abs(mean_a - mean_b) > kShift;
}

}  // namespace

void PictureChange::remember(const cv::Mat& bgr) {
  size_ = bgr.size();
  grey_ = bgr.empty() ? cv::Mat() : small_grey(bgr, halvings(size_));
}

float PictureChange::changed(const cv::Mat& bgr) const {
  return changed(bgr, {0, 0, static_cast<float>(bgr.cols), static_cast<float>(bgr.rows)});
}

float PictureChange::changed(const cv::Mat& bgr, const Box& region) const {
  if (grey_.empty() || bgr.size() != size_) return 1;
  const int times = halvings(size_);
  const auto pixel = static_cast<float>(1 << times);  // of the small copy, in pixels of bgr
  const Box wanted = clipped(scaled(region, 1 / pixel, 1 / pixel), static_cast<float>(grey_.cols),
                             static_cast<float>(grey_.rows));
  if (wanted.area() <= 0) return 1;
  const int left = static_cast<int>(wanted.left) / kCell * kCell;
  const int top = static_cast<int>(wanted.top) / kCell * kCell;
  const int right =
      std::min(grey_.cols, (static_cast<int>(std::ceil(wanted.right)) + kCell - 1) / kCell * kCell);
  const int bottom =
      std::min(grey_.rows, (static_cast<int>(std::ceil(wanted.bottom)) + kCell - 1) / kCell * kCell);
  const cv::Rect small(left, top, right - left, bottom - top);
  const cv::Rect source(left << times, top << times, small.width << times, small.height << times);
  const cv::Mat now = small_grey(bgr(source), times);
  const cv::Mat before = grey_(small);

  float differing = 0, all = 0;
  for (int y = 0; y < small.height; y += kCell) {
    for (int x = 0; x < small.width; x += kCell) {
      const cv::Rect cell(x, y, std::min(kCell, small.width - x), std::min(kCell, small.height - y));
      const Box placed{static_cast<float>(left + x), static_cast<float>(top + y),
                       static_cast<float>(left + x + cell.width), static_cast<float>(top + y + cell.height)};
      const float weight = intersection(placed, wanted).area();
      all += weight;
      if (weight > 0 && differs(now, before, cell)) differing += weight;
    }
  }
  return all > 0 ? differing / all : 1;
}

}  // namespace smarttag::media
