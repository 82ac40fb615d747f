// Whisper's log-mel spectrogram, as in openai/whisper audio.py: 25 ms Hann windows every 10 ms, power
// spectrum, mel filters on Slaney's scale with unit area (librosa's default), log10, at most 8 below the
// loudest, then (x + 4) / 4.
#pragma once

#include <span>
#include <vector>

namespace smarttag::speech {

// Immutable once made: safe to share between threads.
class LogMel {
 public:
  static constexpr int kHop = 160;     // samples from one column to the next
  static constexpr int kWindow = 400;  // samples of one Fourier transform

  explicit LogMel(int bins);

  // Row-major [bins, columns] of 16 kHz mono samples, -1 to 1. What is missing up to columns * kHop samples
  // counts as silence, what is beyond is not looked at. The edges are mirrored, as Whisper does it.
  std::vector<float> operator()(std::span<const float> samples, int columns) const;

 private:
  struct Filter {
    int first = 0;  // index of the first frequency with a weight
    std::vector<float> weights;
  };
  std::vector<Filter> filters_;
  std::vector<float> hann_;
};

}  // namespace smarttag::speech
