#include "speech/speakers/filter_banks.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

#include <opencv2/core.hpp>

namespace smarttag::speech {
namespace {

constexpr int kTransform = 512;
constexpr int kFrequencies = kTransform / 2;  // the last, 8 kHz, is in no filter
constexpr double kStep = 16000.0 / kTransform;
constexpr float kEmphasis = 0.97F;
constexpr float kFullScale = 32768;  // Kaldi's samples are those of 16 bits

double mel(double hertz) { return 1127 * std::log(1 + hertz / 700); }

// One frame of the sound, ready to be transformed.
void prepare(const float* samples, const std::vector<float>& window, float* out) {
  const float mean = std::accumulate(samples, samples + FilterBanks::kFrame, 0.0F) / FilterBanks::kFrame;
  float before = samples[0] - mean;
  for (int i = 0; i < FilterBanks::kFrame; ++i) {
    const float now = samples[i] - mean;
    out[i] = (now - kEmphasis * before) * kFullScale * window[static_cast<std::size_t>(i)];
    before = now;
  }
  std::fill(out + FilterBanks::kFrame, out + kTransform, 0.0F);
}

}  // namespace

FilterBanks::FilterBanks() : filters_(kBins), window_(kFrame) {
  for (int i = 0; i < kFrame; ++i)  // Povey's window: Hann's to the power of 0.85
    window_[static_cast<std::size_t>(i)] =
        static_cast<float>(std::pow(0.5 - 0.5 * std::cos(2 * std::numbers::pi * i / (kFrame - 1)), 0.85));
  const double bottom = mel(20);
  const double width = (mel(8000) - bottom) / (kBins + 1);
  for (int b = 0; b < kBins; ++b) {
    const double low = bottom + b * width;
    const double middle = low + width;
    const double high = middle + width;
    Filter& filter = filters_[static_cast<std::size_t>(b)];
    for (int f = 0; f < kFrequencies; ++f) {
      const double at = mel(f * kStep);
      if (at <= low || at >= high) continue;
      if (filter.weights.empty()) filter.first = f;
      filter.weights.push_back(
          static_cast<float>(at <= middle ? (at - low) / (middle - low) : (high - at) / (high - middle)));
    }
  }
}

std::size_t FilterBanks::frames(std::size_t samples) {
  return samples < kFrame ? 0 : 1 + (samples - kFrame) / kHop;
}

std::vector<float> FilterBanks::operator()(std::span<const float> samples) const {
  const std::size_t count = frames(samples.size());
  std::vector<float> out(count * kBins);
  if (count == 0) return out;
  cv::Mat rows(static_cast<int>(count), kTransform, CV_32F);
  for (std::size_t i = 0; i < count; ++i)
    prepare(samples.data() + i * kHop, window_, rows.ptr<float>(static_cast<int>(i)));
  cv::dft(rows, rows, cv::DFT_ROWS);
  std::vector<float> power(kFrequencies);
  for (std::size_t i = 0; i < count; ++i) {
    const float* packed = rows.ptr<float>(static_cast<int>(i));  // Re 0, Re 1, Im 1, Re 2, ...
    power[0] = packed[0] * packed[0];
    for (int f = 1; f < kFrequencies; ++f)
      power[static_cast<std::size_t>(f)] =
          packed[2 * f - 1] * packed[2 * f - 1] + packed[2 * f] * packed[2 * f];
    for (std::size_t b = 0; b < kBins; ++b) {
      const Filter& filter = filters_[b];
      const float sum = std::inner_product(filter.weights.begin(), filter.weights.end(),
                                           power.begin() + filter.first, 0.0F);
      out[i * kBins + b] = std::log(std::max(sum, std::numeric_limits<float>::epsilon()));
    }
  }
  return out;
}

}  // namespace smarttag::speech
