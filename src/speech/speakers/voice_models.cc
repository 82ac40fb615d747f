#include "speech/speakers/voice_models.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "speech/speakers/filter_banks.h"

namespace smarttag::speech {
namespace {

// The sets of voices that the segmentation tells: nobody, A, B, C, A and B, A and C, B and C.
constexpr std::array<std::uint8_t, 7> kSets{0, 1, 2, 4, 3, 5, 6};

// Rows are brought to a few lengths, as each new one costs the time to plan it: by the first rows again.
constexpr std::size_t kStep = 25;

}  // namespace

Result<VoiceModels> VoiceModels::create(inference::Engine& engine) {
  auto turns = engine.compile("speaker-turns", "model.xml", inference::Use::kLatency);
  if (!turns) return tl::unexpected(turns.error());
  auto vector = engine.compile("voice-vector", "model.xml", inference::Use::kLatency);
  if (!vector) return tl::unexpected(vector.error());
  try {
    return VoiceModels(turns->create_infer_request(), vector->create_infer_request());
  } catch (const ov::Exception& e) {
    return fail(ErrorKind::kAnalysisFailed, "The models that tell speakers apart cannot be run.", e.what());
  }
}

Result<std::vector<VoiceModels::Frame>> VoiceModels::who_speaks(std::span<const float> window) {
  try {
    ov::Tensor input = turns_.get_tensor("sound");
    std::copy_n(window.begin(), kWindow, input.data<float>());
    turns_.infer();
    const ov::Tensor output = turns_.get_tensor("sets");
    const float* row = output.data<float>();
    std::vector<Frame> frames(kFrames);
    for (auto& frame : frames) {
      for (std::size_t set = 1; set < kSets.size(); ++set)
        for (std::size_t voice = 0; voice < kVoices; ++voice)
          if (((kSets[set] >> voice) & 1) != 0) frame[voice] += row[set];
      row += kSets.size();
    }
    return frames;
  } catch (const ov::Exception& e) {
    return fail(ErrorKind::kAnalysisFailed, "Speakers could not be told apart.", e.what());
  }
}

Result<VoiceVector> VoiceModels::vector_of(std::vector<float> rows) {
  constexpr std::size_t kBins = FilterBanks::kBins;
  const std::size_t real = rows.size() / kBins;
  const std::size_t wanted = (real + kStep - 1) / kStep * kStep;
  std::array<double, kBins> mean{};
  for (std::size_t i = 0; i < rows.size(); ++i) mean[i % kBins] += rows[i];
  for (std::size_t i = 0; i < rows.size(); ++i)
    rows[i] -= static_cast<float>(mean[i % kBins] / static_cast<double>(real));
  rows.reserve(wanted * kBins);
  for (std::size_t i = 0; rows.size() < wanted * kBins; ++i) rows.push_back(rows[i]);
  try {
    vector_.set_tensor("frames", ov::Tensor(ov::element::f32, {1, wanted, kBins}, rows.data()));
    vector_.infer();
    const ov::Tensor output = vector_.get_tensor("vector");
    VoiceVector vector{};
    std::copy_n(output.data<float>(), kVoiceValues, vector.begin());
    const float length = std::sqrt(std::inner_product(vector.begin(), vector.end(), vector.begin(), 0.0F));
    if (length > 0)
      for (float& value : vector) value /= length;
    return vector;
  } catch (const ov::Exception& e) {
    return fail(ErrorKind::kAnalysisFailed, "A voice could not be described.", e.what());
  }
}

}  // namespace smarttag::speech
