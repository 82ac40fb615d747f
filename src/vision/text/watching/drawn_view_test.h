// For the tests of watching and tracking: grey pictures with words in OpenCV's stroke font.
#pragma once

#include <string>

#include <opencv2/imgproc.hpp>

#include "vision/text/reading/text_line.h"
#include "vision/text/watching/view.h"

namespace smarttag::vision::text {

// A picture with a texture that depends on `seed`: soft blobs of about 20 pixels, 0 to `contrast` grey
// levels.
inline cv::Mat ground(int seed = 1, int contrast = 40, cv::Size size = {960, 540}) {
  cv::Mat grey(size.height / 20, size.width / 20, CV_8UC1);
  cv::RNG random(static_cast<std::uint64_t>(seed));
  random.fill(grey, cv::RNG::UNIFORM, 0, contrast + 1);
  cv::resize(grey, grey, size, 0, 0, cv::INTER_CUBIC);
  return grey;
}

// Writes white words with their lower left corner at `at`, letters about 22 * scale pixels high; their quad.
inline Quad write(cv::Mat& grey, const std::string& words, cv::Point at = {100, 400}, double scale = 1,
                  int brightness = 255) {
  int below = 0;
  const cv::Size size = cv::getTextSize(words, cv::FONT_HERSHEY_SIMPLEX, scale, 2, &below);
  cv::putText(grey, words, at, cv::FONT_HERSHEY_SIMPLEX, scale, cv::Scalar(brightness), 2, cv::LINE_AA);
  const auto left = static_cast<float>(at.x - 4), right = static_cast<float>(at.x + size.width + 4);
  const auto top = static_cast<float>(at.y - size.height - 4), bottom = static_cast<float>(at.y + below + 2);
  return {{{left, top}, {right, top}, {right, bottom}, {left, bottom}}};
}

}  // namespace smarttag::vision::text
