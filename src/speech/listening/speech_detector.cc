#include "speech/listening/speech_detector.h"

#include "speech/listening/voice_activity.h"

namespace smarttag::speech {
namespace {

constexpr std::int64_t kChunk = VoiceActivity::kChunk;

}  // namespace

std::optional<Piece> SpeechDetector::see(float probability, float loudness) {
  const std::int64_t chunk = now_++;
  if (begin_ < 0) {
    if (probability < kSpeech) return std::nullopt;
    begin_ = chunk;
  }
  loudness_.push_back(loudness);
  if (probability >= kSpeech) {
    ++speech_;
    quiet_since_ = -1;
  } else if (probability < kSilence && quiet_since_ < 0) {
    quiet_since_ = chunk;
  }
  if (quiet_since_ >= 0 && now_ - quiet_since_ >= kPauseChunks) return close(quiet_since_);
  if (now_ - begin_ >= kMostChunks) return cut();
  return std::nullopt;
}

std::optional<Piece> SpeechDetector::finish() {
  if (begin_ < 0) return std::nullopt;
  return close(quiet_since_ >= 0 ? quiet_since_ : now_);
}

std::optional<std::int64_t> SpeechDetector::open_since() const {
  if (begin_ < 0) return std::nullopt;
  return begin_ * kChunk;
}

std::optional<Piece> SpeechDetector::close(std::int64_t end) {
  const Piece piece{begin_ * kChunk, end * kChunk};
  const bool real = speech_ >= kLeastChunks || continued_;
  begin_ = quiet_since_ = -1;
  speech_ = 0;
  continued_ = false;
  loudness_.clear();
  if (!real) return std::nullopt;
  return piece;
}

Piece SpeechDetector::cut() {
  // The quietest three chunks (0.1 s) of the second half, but not the very end: speech may stop just there.
  const std::size_t size = loudness_.size();
  std::size_t best = size / 2;
  for (std::size_t i = size / 2; i + 8 < size; ++i) {
    const auto around = [&](std::size_t at) { return loudness_[at - 1] + loudness_[at] + loudness_[at + 1]; };
    if (around(i) < around(best)) best = i;
  }
  const std::int64_t at = begin_ + static_cast<std::int64_t>(best);
  const Piece piece{begin_ * kChunk, at * kChunk};
  loudness_.erase(loudness_.begin(), loudness_.begin() + static_cast<std::ptrdiff_t>(best));
  begin_ = at;
  if (quiet_since_ >= 0 && quiet_since_ < at) quiet_since_ = -1;
  speech_ = 0;
  continued_ = true;
  return piece;
}

}  // namespace smarttag::speech
