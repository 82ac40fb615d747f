// Log mel filter banks as Kaldi computes them (feature-fbank.cc, mel-computations.cc): what networks trained
// with Kaldi or torchaudio.compliance.kaldi expect.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace smarttag::speech {

// 80 bins from 20 Hz to 8 kHz, 25 ms every 10 ms, mean taken off, emphasis 0.97, Povey's window, power, no
// dither, only whole frames. Safe to share between threads.
class FilterBanks {
 public:
  static constexpr int kBins = 80;
  static constexpr int kFrame = 400;  // samples of 16 kHz sound
  static constexpr int kHop = 160;

  FilterBanks();

  // How many frames that many samples have.
  static std::size_t frames(std::size_t samples);

  // samples: -1 to 1. Row after row, kBins values for each frame.
  std::vector<float> operator()(std::span<const float> samples) const;

 private:
  struct Filter {
    int first = 0;  // frequency
    std::vector<float> weights;
  };
  std::vector<Filter> filters_;
  std::vector<float> window_;
};

}  // namespace smarttag::speech
