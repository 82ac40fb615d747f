// The probability of speech over time, by silero VAD.
#pragma once

#include <span>
#include <vector>

#include "base/error.h"
#include "inference/engine.h"

namespace smarttag::speech {

// Streams 16 kHz mono sound; memory does not grow. One for each job, used by one thread at a time.
class VoiceActivity {
 public:
  static constexpr int kChunk = 512;  // samples that get one probability: 32 ms

  // Errors: those of Engine::compile.
  static Result<VoiceActivity> create(inference::Engine& engine);

  // Appends to `probabilities` one value for each further chunk that could be judged; chunks are judged some
  // at a time, so that the values come late by up to 2 s. kAnalysisFailed when the model fails.
  Result<void> hear(std::span<const float> samples, std::vector<float>& probabilities);

  // After the last sample: the values still missing; the last chunk is filled up with silence.
  Result<void> finish(std::vector<float>& probabilities);

 private:
  explicit VoiceActivity(ov::InferRequest request);
  Result<void> judge(int chunks, std::vector<float>& probabilities);

  ov::InferRequest request_;
  std::vector<float> waiting_;  // the last kContext samples that were judged, then those that wait
  std::vector<float> hidden_;
  std::vector<float> cell_;
};

}  // namespace smarttag::speech
