// How a picture is laid onto one of the few input sizes that the detector is compiled for.
#pragma once

#include <opencv2/core.hpp>

namespace smarttag::vision::text {

// The picture is scaled to `content` and lies in the upper left corner of a canvas of `size`.
struct Canvas {
  cv::Size size;     // sides are multiples of 32
  cv::Size content;  // within size

  bool operator==(const Canvas&) const = default;
};

// A canvas whose long side is about `long_side` (a multiple of 32) and whose shape is the nearest of six:
// each size costs a compilation and its memory. The picture keeps its shape, but for a stretch of at most 4 %
// where that fills the canvas. An empty picture gives an empty canvas.
Canvas canvas_for(cv::Size picture, int long_side);

}  // namespace smarttag::vision::text
