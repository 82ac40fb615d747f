// A picture as a JPEG file, for people to see.
#pragma once

#include <string>

#include <opencv2/core.hpp>

#include "base/error.h"

namespace smarttag::media {

// `bgr`: CV_8UC3, not empty. By FFmpeg's encoder, at a quality that shows no blocks. kInternal.
Result<std::string> to_jpeg(const cv::Mat& bgr);

}  // namespace smarttag::media
