#include "speech/listening/listener.h"

#include <cmath>
#include <cstdlib>
#include <vector>

namespace smarttag::speech {
namespace {

constexpr std::int64_t kRounding = 16;  // samples by which the time of a chunk may be off

std::int64_t sample_at(double time) { return std::llround(time * media::kSampleRate); }

}  // namespace

Listener::Listener(VoiceActivity activity, double begin)
    : activity_(std::move(activity)), origin_(sample_at(begin)) {}

bool Listener::continued_by(const media::AudioChunk& chunk) const {
  return std::abs(sample_at(chunk.time) - (origin_ + heard_)) <= kRounding;
}

Result<void> Listener::hear(const media::AudioChunk& chunk) {
  heard_ += static_cast<std::int64_t>(chunk.samples.size());
  std::vector<float> probabilities;
  segmenter_.hear(chunk.samples);
  if (auto done = activity_.hear(chunk.samples, probabilities); !done) return done;
  segmenter_.judge(probabilities);
  return {};
}

Result<void> Listener::finish() {
  std::vector<float> probabilities;
  if (auto done = activity_.finish(probabilities); !done) return done;
  segmenter_.judge(probabilities);
  segmenter_.finish();
  return {};
}

std::optional<Window> Listener::next() {
  auto window = segmenter_.next();
  if (!window) return window;
  window->from += origin_;
  for (Piece& piece : window->pieces) {
    piece.from += origin_;
    piece.to += origin_;
  }
  return window;
}

}  // namespace smarttag::speech
