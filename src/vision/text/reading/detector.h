// Finds lines of text in a picture with a DB network (task "text-detection").
#pragma once

#include <utility>
#include <vector>

#include <opencv2/core.hpp>
#include <openvino/openvino.hpp>

#include "base/error.h"
#include "inference/engine.h"
#include "vision/text/reading/canvas.h"
#include "vision/text/reading/db_postprocess.h"

namespace smarttag::vision::text {

// Keeps a reference to the engine, which must outlive it. One thread at a time. Its working memory is given
// back when it goes; the compiled models stay in the engine.
class TextDetector {
 public:
  // Errors: kModelMissing; kInternal for a recipe that does not fit.
  static Result<TextDetector> make(inference::Engine& engine);

  // Lines in pixels of `bgr` (CV_8UC3), within the picture, in no order. `long_side` is that of the canvas
  // looked at, a multiple of 32: larger finds smaller letters. The first use of a size compiles it.
  // kAnalysisFailed.
  Result<std::vector<Quad>> detect(const cv::Mat& bgr, int long_side);

  TextDetector(TextDetector&&) = default;
  TextDetector& operator=(TextDetector&&) = delete;
  TextDetector(const TextDetector&) = delete;
  TextDetector& operator=(const TextDetector&) = delete;
  ~TextDetector();

 private:
  struct Sized {
    cv::Size size;
    ov::CompiledModel model;
    ov::InferRequest request;
  };
  TextDetector(inference::Engine& engine, inference::InputContract input, DbRules rules)
      : engine_(&engine), input_(std::move(input)), rules_(rules) {}
  Result<Sized*> sized(cv::Size size);

  inference::Engine* engine_;
  inference::InputContract input_;
  DbRules rules_;
  std::vector<Sized> sized_;  // few: see canvas.h
};

}  // namespace smarttag::vision::text
