// Cuts a line of text out of a picture and lays it flat.
#pragma once

#include <opencv2/core.hpp>

#include "vision/text/reading/text_line.h"

namespace smarttag::vision::text {

// The quad's inside of `bgr` (CV_8UC3) as an upright rectangle: its corners become top-left, top-right,
// bottom-right, bottom-left. At least 1x1; what lies outside of the picture repeats its edge.
cv::Mat flat_line(const cv::Mat& bgr, const Quad& quad);

// Whether a flat line stands on end, so that it must be turned by 90 degrees to be read. 1.5 as in PaddleOCR.
inline bool stands(const cv::Mat& line) { return line.rows >= 1.5 * line.cols; }

}  // namespace smarttag::vision::text
