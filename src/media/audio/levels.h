// How loud the channels of a stretch of sound are over time, and how alike.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace smarttag::media {

// Of one channel: its energy in dB, in frames of 20 ms. Digital silence is -100.
class Loudness {
 public:
  static constexpr std::size_t kFrame = 320;  // samples at 16 kHz

  explicit Loudness(std::span<const float> samples);

  // That which a twentieth of the frames exceed.
  float high() const { return high_; }
  bool sounds() const;

  std::span<const float> frames() const { return frames_; }

 private:
  std::vector<float> frames_;
  float high_ = -100;
};

// Whether two channels carry the same sound: 1 the same, 0 sounds that have nothing to do with each other. It
// is the correlation of their loudness over the frames in which both sound, which holds for voices recorded
// by two microphones far apart, or of opposite phase, as well. None where they hardly sound at once.
std::optional<float> likeness(const Loudness& one, const Loudness& other);

// The frame after which it is quietest, within the last third of a stretch.
std::size_t quietest_frame(const std::vector<Loudness>& channels);

}  // namespace smarttag::media
