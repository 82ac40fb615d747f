// Where a picture has strokes as letters have them: a cheap sign that text may have appeared.
#pragma once

#include <vector>

#include <opencv2/core.hpp>

#include "base/geometry.h"

namespace smarttag::vision::text {

// Cells of 16x16 pixels. A cell has strokes when rising and falling edges alternate along its rows, as they
// do across the stems of letters: an object's outline has one kind of edge or few.
class StrokeMap {
 public:
  StrokeMap() = default;

  // `grey` is CV_8UC1. About 1 ms for 960x540.
  explicit StrokeMap(const cv::Mat& grey);

  // Most cells in a row, side by side, that have strokes here and had none in `before`. Cells under `known`
  // boxes (pixels of `grey`) do not count. 0 if `before` is of another size.
  int longest_new_run(const StrokeMap& before, const std::vector<Box>& known) const;

  // All cells in these boxes (pixels of `grey`) that have strokes here and had none in `before`. 0 if that is
  // of another size.
  int new_cells(const StrokeMap& before, const std::vector<Box>& places) const;

  // Cells with strokes in runs of at least 4 side by side.
  int cells_in_runs() const;

 private:
  cv::Mat cells_under(const std::vector<Box>& boxes) const;
  bool has_new(const StrokeMap& before, int x, int y) const;

  cv::Mat strokes_;  // CV_8UC1, one value for each cell: the rarer kind of edge, in pixels
};

}  // namespace smarttag::vision::text
