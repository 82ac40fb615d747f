// A region of a picture, made to fit a network's input without changing its shape, and boxes brought back.
#pragma once

#include <opencv2/core.hpp>

#include "base/geometry.h"

namespace smarttag::vision::objects {

// The region fills `placed` of the input; the rest is padding, in equal parts on both sides.
struct Letterbox {
  cv::Rect region;  // pixels of the picture
  cv::Rect placed;  // pixels of the input
  cv::Size input;

  // Both sizes positive.
  static Letterbox fit(const cv::Rect& region, const cv::Size& input);

  // Pixels of the input for one pixel of the picture, along each side (they differ by the rounding to
  // pixels).
  float scale_x() const { return static_cast<float>(placed.width) / static_cast<float>(region.width); }
  float scale_y() const { return static_cast<float>(placed.height) / static_cast<float>(region.height); }

  // The input, CV_8UC3; `padding` is the colour around. The region must lie in the picture.
  cv::Mat draw(const cv::Mat& bgr, const cv::Scalar& padding) const;

  Box to_picture(const Box& in_input) const;
  Box to_input(const Box& in_picture) const;
};

}  // namespace smarttag::vision::objects
