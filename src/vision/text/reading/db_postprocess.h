// From the probability map of a text detector to the quads of its lines: the box formation of "Real-time
// Scene Text Detection with Differentiable Binarization" (Liao et al., AAAI 2020), section 3.5.
#pragma once

#include <vector>

#include <opencv2/core.hpp>

#include "vision/text/reading/text_line.h"

namespace smarttag::vision::text {

struct DbRules {
  float pixel_threshold = 0.3F;  // a pixel above it belongs to the shrunk core of a line
  float box_threshold = 0.5F;    // a core whose mean probability is below it is dropped
  float unclip_ratio = 1.6F;     // the network draws cores shrunk: they grow by area * ratio / perimeter
};

// `probability` is CV_32FC1, 0 to 1. Quads in pixels of the map, grown to whole lines; they may reach over
// its edge. At most 1000, in no order.
std::vector<Quad> quads_of(const cv::Mat& probability, const DbRules& rules);

// Corners in the order of Quad, from corners in any order.
Quad ordered(const std::array<cv::Point2f, 4>& corners);

}  // namespace smarttag::vision::text
