#include "speech/listening/voice_activity.h"

#include <algorithm>
#include <map>
#include <string>

namespace smarttag::speech {
namespace {

constexpr int kContext = 64;  // samples before a chunk that the model sees as well
constexpr int kState = 128;
// Judged at once. Measured: 64 at a time cost a quarter of one at a time, more gain nothing.
constexpr int kBatch = 64;
constexpr int kRow = kContext + VoiceActivity::kChunk;

}  // namespace

Result<VoiceActivity> VoiceActivity::create(inference::Engine& engine) {
  // A fixed shape saves time. It also has the compiled model kept with its weights: OpenVINO 2026.4 restores
  // this one wrongly, silently, where it is to take them from the model's file again
  // (ov::CacheMode::OPTIMIZE_SIZE).
  const auto fix_shape = [](ov::Model& changed) {
    changed.reshape(std::map<std::string, ov::PartialShape>{{"input", {kBatch, kRow}}});
  };
  auto model =
      engine.compile("voice-activity", "model.xml", inference::Use::kSerial, fix_shape, "fixed shape");
  if (!model) return tl::unexpected(model.error());
  try {
    return VoiceActivity(model->create_infer_request());
  } catch (const ov::Exception& e) {
    return fail(ErrorKind::kAnalysisFailed, "The voice activity model cannot be run.", e.what());
  }
}

VoiceActivity::VoiceActivity(ov::InferRequest request)
    : request_(std::move(request)), waiting_(kContext), hidden_(kState), cell_(kState) {}

Result<void> VoiceActivity::hear(std::span<const float> samples, std::vector<float>& probabilities) {
  waiting_.insert(waiting_.end(), samples.begin(), samples.end());
  while (waiting_.size() >= kContext + kBatch * kChunk)
    if (auto done = judge(kBatch, probabilities); !done) return done;
  return {};
}

Result<void> VoiceActivity::finish(std::vector<float>& probabilities) {
  const int left = static_cast<int>(waiting_.size()) - kContext;
  const int chunks = (left + kChunk - 1) / kChunk;
  if (chunks == 0) return {};
  waiting_.resize(kContext + chunks * kChunk);
  return judge(chunks, probabilities);
}

Result<void> VoiceActivity::judge(int chunks, std::vector<float>& probabilities) {
  try {
    ov::Tensor input = request_.get_tensor("input");
    std::fill_n(input.data<float>(), input.get_size(), 0.0F);
    for (int i = 0; i < chunks; ++i)
      std::copy_n(waiting_.begin() + i * kChunk, kRow, input.data<float>() + i * kRow);
    request_.set_tensor("h", ov::Tensor(ov::element::f32, {1, 1, kState}, hidden_.data()));
    request_.set_tensor("c", ov::Tensor(ov::element::f32, {1, 1, kState}, cell_.data()));
    request_.infer();
    const ov::Tensor speech = request_.get_tensor("speech_probs");
    probabilities.insert(probabilities.end(), speech.data<float>(), speech.data<float>() + chunks);
    std::copy_n(request_.get_tensor("hn").data<float>(), kState, hidden_.begin());
    std::copy_n(request_.get_tensor("cn").data<float>(), kState, cell_.begin());
  } catch (const ov::Exception& e) {
    return fail(ErrorKind::kAnalysisFailed, "Speech could not be told from other sound.", e.what());
  }
  waiting_.erase(waiting_.begin(), waiting_.begin() + chunks * kChunk);
  return {};
}

}  // namespace smarttag::speech
