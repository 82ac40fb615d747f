#include "speech/whisper/log_mel.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <opencv2/core.hpp>

namespace smarttag::speech {
namespace {

constexpr int kFrequencies = LogMel::kWindow / 2 + 1;
constexpr double kStep = 16000.0 / LogMel::kWindow;  // Hz from one frequency to the next
constexpr int kBlock = 256;                          // columns transformed at once: stays in the cache

// Slaney's mel scale: linear to 1000 Hz (15 mel), then 27 mel for each factor of 6.4.
double hertz(double mel) {
  return mel < 15 ? mel * 200 / 3 : 1000 * std::exp(std::log(6.4) / 27 * (mel - 15));
}
const double kTopMel = 15 + std::log(8.0) * 27 / std::log(6.4);  // 8 kHz

// The sample at `at`, mirrored at both ends of `length` samples; silence beyond what there is.
float mirrored(std::span<const float> samples, int at, int length) {
  if (at < 0) at = -at;
  if (at >= length) at = 2 * length - 2 - at;
  return at >= 0 && at < static_cast<int>(samples.size()) ? samples[static_cast<std::size_t>(at)] : 0;
}

// A row of cv::dft's packed result: Re 0, Re 1, Im 1, ..., Re 199, Im 199, Re 200.
void power(const float* packed, std::vector<float>& out) {
  out.front() = packed[0] * packed[0];
  for (int f = 1; f < kFrequencies - 1; ++f)
    out[f] = packed[2 * f - 1] * packed[2 * f - 1] + packed[2 * f] * packed[2 * f];
  out.back() = packed[LogMel::kWindow - 1] * packed[LogMel::kWindow - 1];
}

}  // namespace

LogMel::LogMel(int bins) : filters_(bins), hann_(kWindow) {
  for (int i = 0; i < kWindow; ++i)
    hann_[i] = static_cast<float>(0.5 - 0.5 * std::cos(2 * std::numbers::pi * i / kWindow));
  for (int b = 0; b < bins; ++b) {
    const double low = hertz(kTopMel * b / (bins + 1));
    const double middle = hertz(kTopMel * (b + 1) / (bins + 1));
    const double high = hertz(kTopMel * (b + 2) / (bins + 1));
    Filter& filter = filters_[b];
    filter.first = static_cast<int>(std::ceil(low / kStep));
    for (int f = filter.first; f < kFrequencies && f * kStep <= high; ++f) {
      const double rise = (f * kStep - low) / (middle - low);
      const double fall = (high - f * kStep) / (high - middle);
      filter.weights.push_back(static_cast<float>(std::max(0.0, std::min(rise, fall)) * 2 / (high - low)));
    }
  }
}

std::vector<float> LogMel::operator()(std::span<const float> samples, int columns) const {
  const int bins = static_cast<int>(filters_.size());
  std::vector<float> mel(static_cast<std::size_t>(bins) * columns);
  std::vector<float> spectrum(kFrequencies);
  cv::Mat frames;
  float loudest = -10;
  for (int from = 0; from < columns; from += kBlock) {
    const int count = std::min(kBlock, columns - from);
    frames.create(count, kWindow, CV_32F);
    for (int row = 0; row < count; ++row)
      for (int i = 0; i < kWindow; ++i)
        frames.at<float>(row, i) =
            hann_[i] * mirrored(samples, (from + row) * kHop + i - kWindow / 2, columns * kHop);
    cv::dft(frames, frames, cv::DFT_ROWS);
    for (int row = 0; row < count; ++row) {
      power(frames.ptr<float>(row), spectrum);
      for (int b = 0; b < bins; ++b) {
        float sum = 0;
        const Filter& filter = filters_[b];
        for (std::size_t k = 0; k < filter.weights.size(); ++k)
          sum += filter.weights[k] * spectrum[filter.first + k];
        const float level = std::log10(std::max(sum, 1e-10F));
        loudest = std::max(loudest, level);
        mel[static_cast<std::size_t>(b) * columns + from + row] = level;
      }
    }
  }
  for (float& level : mel) level = (std::max(level, loudest - 8) + 4) / 4;
  return mel;
}

}  // namespace smarttag::speech
