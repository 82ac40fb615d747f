// Makes one channel of many without losing any.
#pragma once

#include <vector>

#include "media/input/ffmpeg.h"

namespace smarttag::media {

// Weights of the channels of a layout, after ITU-R BS.775.
std::vector<float> downmix_weights(const AVChannelLayout& layout);

// A weighted mean: the centre, where speech is, counts most; then left and right; then the others;
// low-frequency effects not at all. Where channels cancel each other (opposite phase) or only one without
// weight sounds, the loudest channel is taken instead, with a short cross-fade.
class Downmix {
 public:
  // The weights of the channels, of any sum.
  explicit Downmix(std::vector<float> weights);

  // Consecutive samples at 16 kHz: `planes` has one array of `count` samples for each channel. Appends to
  // `mono`.
  void mix(const float* const* planes, int count, std::vector<float>& mono);

 private:
  void listen(const float* const* planes, int count, const float* mixed);

  std::vector<float> weights_;  // sum 1
  std::vector<double> energy_;  // of each channel, over the last tenth of a second
  double mixed_energy_ = 0;
  bool cancelled_ = false;
  std::size_t loudest_ = 0;
  float single_ = 0;  // share of the loudest channel in the result now, 0 to 1
};

}  // namespace smarttag::media
