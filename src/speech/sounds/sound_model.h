// A network that hears windows of sound and gives a row of probabilities for each step of time.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <openvino/runtime/infer_request.hpp>

#include "base/error.h"
#include "inference/engine.h"

namespace smarttag::speech {

// What rows are about, in samples of 16 kHz sound; from the model's recipe.
struct RowShape {
  std::int64_t samples = 0;  // of a window
  std::int64_t rows = 0;     // of a window
  std::int64_t hop = 0;    // from one row to the next; row i of a window is about its samples from i * hop on
  std::int64_t width = 0;  // samples that a row is about
  std::int64_t before = 0;  // rows at the beginning of a window that lack what went before them
  std::int64_t after = 0;   // rows at its end that lack what comes
};

// Runs on the calling thread; one thread at a time.
class SoundModel {
 public:
  // Of the model that serves `task`: its input is sound [1, samples], its output [rows, labels].
  // kModelMissing; kAnalysisFailed where it is of another shape.
  static Result<SoundModel> create(inference::Engine& engine, const std::string& task);

  const RowShape& shape() const { return shape_; }
  const std::vector<std::string>& labels() const { return labels_; }

  // shape().samples samples, -1 to 1, to shape().rows rows of labels().size() probabilities; valid until the
  // next call. The window of the call before is not computed again: analysers that hear the same sound may
  // share one model. kAnalysisFailed.
  Result<std::span<const float>> hear(std::span<const float> window);

 private:
  ov::InferRequest request_;
  bool heard_ = false;  // the request's output is that of its input
  RowShape shape_;
  std::vector<std::string> labels_;
};

}  // namespace smarttag::speech
