#include "media/audio/downmix.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "media/frame.h"

namespace smarttag::media {
namespace {

constexpr double kMemory = 0.1;                     // seconds over which energies are averaged
constexpr float kFade = 1 / (0.02F * kSampleRate);  // a cross-fade takes 20 ms
constexpr double kCancelled = 0.1;  // of the energy that the channels would have if they were independent
constexpr double kRestored = 0.3;
constexpr double kUnheard = 1e-3;  // of the loudest channel's energy
constexpr double kSilence = 1e-9;  // energy of a sample, -90 dB

// After ITU-R BS.775 (centre 1, sides 0.7, surround 0.5).
float weight_of(AVChannel channel) {
  switch (channel) {
    case AV_CHAN_FRONT_CENTER:
      return 1;
    case AV_CHAN_FRONT_LEFT:
    case AV_CHAN_FRONT_RIGHT:
    case AV_CHAN_STEREO_LEFT:
    case AV_CHAN_STEREO_RIGHT:
      return 0.7071F;
    case AV_CHAN_LOW_FREQUENCY:
    case AV_CHAN_LOW_FREQUENCY_2:
      return 0;
    default:
      return 0.5F;
  }
}

}  // namespace

std::vector<float> downmix_weights(const AVChannelLayout& layout) {
  std::vector<float> weights;
  for (unsigned i = 0; i < static_cast<unsigned>(layout.nb_channels); ++i)
    weights.push_back(weight_of(av_channel_layout_channel_from_index(&layout, i)));
  return weights;
}

Downmix::Downmix(std::vector<float> weights) : weights_(std::move(weights)) {
  const std::size_t channels = weights_.size();
  float sum = std::accumulate(weights_.begin(), weights_.end(), 0.0F);
  if (sum <= 0) {
    std::ranges::fill(weights_, 1.0F);
    sum = static_cast<float>(channels);
  }
  for (float& weight : weights_) weight /= sum;
  energy_.assign(channels, 0);
}

void Downmix::mix(const float* const* planes, int count, std::vector<float>& mono) {
  const std::size_t start = mono.size();
  mono.resize(start + static_cast<std::size_t>(count), 0.0F);
  float* mixed = mono.data() + start;
  for (std::size_t channel = 0; channel < weights_.size(); ++channel) {
    const float weight = weights_[channel];
    if (weight == 0) continue;
    for (int i = 0; i < count; ++i) mixed[i] += weight * planes[channel][i];
  }
  if (weights_.size() == 1) return;
  listen(planes, count, mixed);
  if (!cancelled_ && single_ == 0) return;
  for (int i = 0; i < count; ++i) {
    single_ = std::clamp(single_ + (cancelled_ ? kFade : -kFade), 0.0F, 1.0F);
    mixed[i] += single_ * (planes[loudest_][i] - mixed[i]);
  }
}

// Decides whether the mix loses what the channels hold.
void Downmix::listen(const float* const* planes, int count, const float* mixed) {
  const auto energy = [count](const float* samples) {
    double sum = 0;
    for (int i = 0; i < count; ++i) sum += static_cast<double>(samples[i]) * samples[i];
    return sum / std::max(count, 1);
  };
  const double keep = std::exp(-count / (kMemory * kSampleRate));
  double independent = 0;
  for (std::size_t channel = 0; channel < energy_.size(); ++channel) {
    energy_[channel] = keep * energy_[channel] + (1 - keep) * energy(planes[channel]);
    independent += static_cast<double>(weights_[channel]) * weights_[channel] * energy_[channel];
  }
  mixed_energy_ = keep * mixed_energy_ + (1 - keep) * energy(mixed);
  const auto loudest = static_cast<std::size_t>(std::ranges::max_element(energy_) - energy_.begin());
  const double most = energy_[loudest];
  const double bound = cancelled_ ? kRestored : kCancelled;
  cancelled_ = most > kSilence && (mixed_energy_ < bound * independent || mixed_energy_ < kUnheard * most);
  if (single_ == 0) loudest_ = loudest;  // never changes amid a cross-fade
}

}  // namespace smarttag::media
