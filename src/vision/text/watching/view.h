// One sampled picture as the followers of text see it.
#pragma once

#include <opencv2/core.hpp>

#include "media/frame.h"

namespace smarttag::vision::text {

struct View {
  double time = 0;
  cv::Mat grey;     // CV_8UC1, long side at most 960
  float scale = 1;  // pixels of the frame's bgr for one of `grey`
};

View view_of(const media::Frame& frame);

}  // namespace smarttag::vision::text
