// An image-text model (CLIP, SigLIP and their like): pictures and sentences as vectors of one space.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <opencv2/core.hpp>
#include <openvino/openvino.hpp>

#include "base/error.h"
#include "inference/engine.h"
#include "inference/tokenizer.h"
#include "vision/open_labels/label_scores.h"

namespace smarttag::vision::open_labels {

// One for each analyser of a job; called from one thread at a time.
class ImageTextModel {
 public:
  // The model that was added for the task "image-text" (models/zoo/image_text.py says of which files it
  // consists). kModelMissing where none was added, kAnalysisFailed where it cannot be run.
  static Result<ImageTextModel> create(inference::Engine& engine);

  // The sentence's vector, of unit length. A sentence of more tokens than the model takes is cut, but for
  // what closes it. kAnalysisFailed.
  Result<std::vector<float>> read(const std::string& sentence);

  // The vectors of unit length of the views of a picture: its middle square (or all of it, stretched, as the
  // model was trained), and where it is longer than high or wide by a quarter, also its two ends.
  // kAnalysisFailed.
  Result<std::vector<std::vector<float>>> look(const cv::Mat& bgr);

  const Calibration& calibration() const { return calibration_; }
  const inference::ModelCard& card() const { return card_; }

 private:
  explicit ImageTextModel(inference::Tokenizer tokenizer) : tokenizer_(std::move(tokenizer)) {}
  Result<void> load(inference::Engine& engine);

  inference::ModelCard card_;
  Calibration calibration_;
  inference::Tokenizer tokenizer_;
  ov::InferRequest text_;
  ov::InferRequest vision_;
  std::size_t length_ = 0;  // tokens of a text
  std::int64_t filling_ = 0;
};

}  // namespace smarttag::vision::open_labels
