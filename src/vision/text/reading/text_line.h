// What reading a picture gives: lines of text, each with the four corners it was read from.
#pragma once

#include <algorithm>
#include <array>
#include <string>

#include <opencv2/core.hpp>

#include "base/geometry.h"

namespace smarttag::vision::text {

// Corners of a line in pixels of the picture, clockwise; the first is the upper left one of the picture's two
// left corners, so an upright line is top-left, top-right, bottom-right, bottom-left.
using Quad = std::array<cv::Point2f, 4>;

struct TextLine {
  std::string text;  // UTF-8, exactly as recognised
  float score = 0;   // 0 to 1: mean certainty of its characters
  Quad quad{};
};

// The smallest upright box around a quad.
inline Box bounds(const Quad& quad) {
  Box box{quad[0].x, quad[0].y, quad[0].x, quad[0].y};
  for (const auto& corner : quad)
    box = {std::min(box.left, corner.x), std::min(box.top, corner.y), std::max(box.right, corner.x),
           std::max(box.bottom, corner.y)};
  return box;
}

}  // namespace smarttag::vision::text
