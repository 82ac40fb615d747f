// Finds and reads the lines of text of one picture.
#pragma once

#include <utility>
#include <vector>

#include <opencv2/core.hpp>

#include "base/error.h"
#include "inference/engine.h"
#include "vision/text/reading/detector.h"
#include "vision/text/reading/reading_order.h"
#include "vision/text/reading/recogniser.h"
#include "vision/text/reading/text_line.h"

namespace smarttag::vision::text {

// Keeps a reference to the engine. One thread at a time.
class PictureReader {
 public:
  // Errors as of TextDetector and TextRecogniser.
  static Result<PictureReader> make(inference::Engine& engine);

  // Where lines are, in no order; long_side as in TextDetector.
  Result<std::vector<Quad>> find(const cv::Mat& bgr, int long_side) {
    return detector_.detect(bgr, long_side);
  }

  // What these lines say, in reading order. Those that say nothing (no letter, digit or sign) or score below
  // `threshold` are left out.
  Result<std::vector<TextLine>> read(const cv::Mat& bgr, const std::vector<Quad>& quads, float threshold);

  // The same for a picture that may lie upside down: where the lines are read surer that way, they are, from
  // the bottom right to the top left.
  Result<std::vector<TextLine>> read_either_way(const cv::Mat& bgr, const std::vector<Quad>& quads,
                                                float threshold);

  // How the page lay that was read last, by its lines.
  Turn turn() const { return turn_; }

  // Where lines are in a large picture, or one far from square, looked at in overlapping parts of this side.
  Result<std::vector<Quad>> find_in_parts(const cv::Mat& bgr, int side);

 private:
  PictureReader(TextDetector detector, TextRecogniser recogniser)
      : detector_(std::move(detector)), recogniser_(std::move(recogniser)) {}

  Turn turn_ = Turn::kNone;
  TextDetector detector_;
  TextRecogniser recogniser_;
};

}  // namespace smarttag::vision::text
