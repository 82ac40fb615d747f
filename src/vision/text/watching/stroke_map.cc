#include "vision/text/watching/stroke_map.h"

#include <algorithm>

#include <opencv2/imgproc.hpp>

namespace smarttag::vision::text {
namespace {

constexpr int kCell = 16;
constexpr int kEdge = 60;  // Sobel: a step of 15 grey levels
constexpr int kSome = 20;  // pixels of a cell's 256; two stems of letters 12 pixels high
constexpr int kNone = 10;
constexpr int kShortestRun = 4;

}  // namespace

StrokeMap::StrokeMap(const cv::Mat& grey) {
  cv::Mat dx;
  cv::Sobel(grey, dx, CV_16S, 1, 0);
  strokes_ = cv::Mat(grey.rows / kCell, grey.cols / kCell, CV_8UC1, cv::Scalar(0));
  std::vector<int> rising(static_cast<std::size_t>(strokes_.cols)), falling(rising.size());
  for (int row = 0; row < strokes_.rows; ++row) {
    std::fill(rising.begin(), rising.end(), 0);
    std::fill(falling.begin(), falling.end(), 0);
    for (int y = row * kCell; y < (row + 1) * kCell; ++y) {
      const auto* line = dx.ptr<short>(y);
      for (std::size_t cell = 0; cell < rising.size(); ++cell, line += kCell) {
        for (int x = 0; x < kCell; ++x) {
          rising[cell] += line[x] > kEdge ? 1 : 0;
          falling[cell] += line[x] < -kEdge ? 1 : 0;
        }
      }
    }
    for (int cell = 0; cell < strokes_.cols; ++cell) {
      const auto i = static_cast<std::size_t>(cell);
      strokes_.at<uchar>(row, cell) = static_cast<uchar>(std::min({rising[i], falling[i], 255}));
    }
  }
}

// 1 where a cell lies under a box, else 0.
cv::Mat StrokeMap::cells_under(const std::vector<Box>& boxes) const {
  cv::Mat under(strokes_.size(), CV_8UC1, cv::Scalar(0));
  for (const Box& box : boxes) {
    const cv::Point first(static_cast<int>(box.left) / kCell, static_cast<int>(box.top) / kCell);
    const cv::Point last(static_cast<int>(box.right) / kCell + 1, static_cast<int>(box.bottom) / kCell + 1);
    under(cv::Rect(first, last) & cv::Rect({0, 0}, under.size())).setTo(1);
  }
  return under;
}

bool StrokeMap::has_new(const StrokeMap& before, int x, int y) const {
  return strokes_.at<uchar>(y, x) >= kSome && before.strokes_.at<uchar>(y, x) < kNone;
}

int StrokeMap::new_cells(const StrokeMap& before, const std::vector<Box>& places) const {
  if (before.strokes_.size() != strokes_.size() || strokes_.empty()) return 0;
  const cv::Mat inside = cells_under(places);
  int cells = 0;
  for (int y = 0; y < strokes_.rows; ++y)
    for (int x = 0; x < strokes_.cols; ++x)
      cells += inside.at<uchar>(y, x) != 0 && has_new(before, x, y) ? 1 : 0;
  return cells;
}

int StrokeMap::longest_new_run(const StrokeMap& before, const std::vector<Box>& known) const {
  if (before.strokes_.size() != strokes_.size() || strokes_.empty()) return 0;
  const cv::Mat covered = cells_under(known);
  int longest = 0;
  for (int y = 0; y < strokes_.rows; ++y) {
    int run = 0;
    for (int x = 0; x < strokes_.cols; ++x) {
      const bool appeared = covered.at<uchar>(y, x) == 0 && has_new(before, x, y);
      run = appeared ? run + 1 : 0;
      longest = std::max(longest, run);
    }
  }
  return longest;
}

int StrokeMap::cells_in_runs() const {
  int cells = 0;
  for (int y = 0; y < strokes_.rows; ++y) {
    int run = 0;
    for (int x = 0; x <= strokes_.cols; ++x) {
      if (x < strokes_.cols && strokes_.at<uchar>(y, x) >= kSome) {
        ++run;
        continue;
      }
      if (run >= kShortestRun) cells += run;
      run = 0;
    }
  }
  return cells;
}

}  // namespace smarttag::vision::text
