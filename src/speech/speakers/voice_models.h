// The two networks behind the speakers: who speaks when in ten seconds, and the vector of a voice.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include <openvino/runtime/infer_request.hpp>

#include "base/error.h"
#include "inference/engine.h"
#include "speech/speakers/voice.h"

namespace smarttag::speech {

// Both run on the calling thread; one thread at a time.
class VoiceModels {
 public:
  static constexpr int kWindow = 160000;  // samples of a window
  static constexpr int kFrames = 589;     // of a window
  static constexpr int kHop = 270;        // samples from one frame to the next
  static constexpr int kMiddle = 495;     // sample that the first frame is about
  static constexpr int kVoices = 3;       // who are told apart in a window, at most two of them at once

  // kModelMissing, kAnalysisFailed.
  static Result<VoiceModels> create(inference::Engine& engine);

  // kWindow samples to kFrames frames: how probably each of the window's voices speaks. kAnalysisFailed.
  using Frame = std::array<float, kVoices>;
  Result<std::vector<Frame>> who_speaks(std::span<const float> window);

  // Rows of filter banks (FilterBanks::kBins values each) to a vector of unit length; at least kLeastRows.
  // kAnalysisFailed.
  static constexpr std::size_t kLeastRows = 20;
  Result<VoiceVector> vector_of(std::vector<float> rows);

 private:
  VoiceModels(ov::InferRequest turns, ov::InferRequest vector)
      : turns_(std::move(turns)), vector_(std::move(vector)) {}
  ov::InferRequest turns_;
  ov::InferRequest vector_;
};

}  // namespace smarttag::speech
