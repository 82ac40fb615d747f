// Reads lines of text with a CTC network (task "text-recognition").
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <opencv2/core.hpp>
#include <openvino/openvino.hpp>

#include "base/error.h"
#include "inference/engine.h"
#include "vision/text/reading/decoding/ctc.h"

namespace smarttag::vision::text {

// One thread at a time. Its working memory is given back when it goes; the compiled model stays in the
// engine.
class TextRecogniser {
 public:
  // Errors: kModelMissing, kAnalysisFailed; kInternal for a recipe or a dictionary that does not fit.
  static Result<TextRecogniser> make(inference::Engine& engine);

  // What a flat line (CV_8UC3, letters upright, any size) says. kAnalysisFailed.
  Result<Reading> read(const cv::Mat& line);

  // The same for a line that stands on end: letters turned either way, or upright letters one below the
  // other, as Chinese signs have them. The surer reading counts; `upwards` tells that it runs from below.
  struct Standing {
    Reading reading;
    bool upwards = false;
  };
  Result<Standing> read_standing(const cv::Mat& line);

  TextRecogniser(TextRecogniser&&) = default;
  TextRecogniser& operator=(TextRecogniser&&) = delete;
  TextRecogniser(const TextRecogniser&) = delete;
  TextRecogniser& operator=(const TextRecogniser&) = delete;
  ~TextRecogniser();

 private:
  TextRecogniser(inference::ModelCard card, ov::CompiledModel model);

  inference::InputContract input_;
  std::vector<std::string> labels_;  // of each class; the first is the blank
  ov::CompiledModel model_;
  ov::InferRequest request_;
};

// The width to which a line of `width` pixels is padded for the network: each new width costs a preparation
// of about 0.1 s, so there are few. At most the widest of them; a longer line must be squeezed into it.
int padded_width(int width);

}  // namespace smarttag::vision::text
