#include "media/audio/levels.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace smarttag::media {
namespace {

constexpr double kSilence = 1e-10;   // energy of a sample
constexpr float kHeard = -60;        // dB below which a channel does not sound
constexpr float kBelowHigh = 30;     // dB below its loud frames at which a channel pauses
constexpr std::size_t kFewest = 25;  // frames: half a second
constexpr std::size_t kQuiet = 5;    // frames of a pause

}  // namespace

Loudness::Loudness(std::span<const float> samples) {
  for (std::size_t at = 0; at < samples.size(); at += kFrame) {
    const auto frame = samples.subspan(at, std::min(kFrame, samples.size() - at));
    double sum = 0;
    for (const float s : frame) sum += static_cast<double>(s) * s;
    frames_.push_back(
        static_cast<float>(10 * std::log10(sum / static_cast<double>(frame.size()) + kSilence)));
  }
  if (frames_.empty()) return;
  std::vector<float> sorted = frames_;
  const auto place = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() * 95 / 100);
  std::nth_element(sorted.begin(), place, sorted.end());
  high_ = *place;
}

bool Loudness::sounds() const { return high_ > kHeard; }

std::optional<float> likeness(const Loudness& one, const Loudness& other) {
  const float least_one = std::max(one.high() - kBelowHigh, kHeard);
  const float least_other = std::max(other.high() - kBelowHigh, kHeard);
  const std::size_t length = std::min(one.frames().size(), other.frames().size());
  double n = 0, a = 0, b = 0, aa = 0, bb = 0, ab = 0;
  for (std::size_t i = 0; i < length; ++i) {
    const double x = one.frames()[i], y = other.frames()[i];
    if (x <= least_one || y <= least_other) continue;
    ++n, a += x, b += y, aa += x * x, bb += y * y, ab += x * y;
  }
  if (n < kFewest) return std::nullopt;
  const double spread_a = aa - a * a / n, spread_b = bb - b * b / n;
  constexpr double kSteady = 0.5;  // dB squared: a tone, which has no course to compare
  if (spread_a < kSteady * n && spread_b < kSteady * n) return 1.0F;
  if (spread_a <= 0 || spread_b <= 0) return 0.0F;
  return static_cast<float>((ab - a * b / n) / std::sqrt(spread_a * spread_b));
}

std::size_t quietest_frame(const std::vector<Loudness>& channels) {
  const std::size_t count = channels.empty() ? 0 : channels.front().frames().size();
  std::size_t best = count;
  float quietest = std::numeric_limits<float>::infinity();
  for (std::size_t end = std::max(count - count / 3, kQuiet); end <= count; ++end) {
    float loudest = -std::numeric_limits<float>::infinity();
    for (const Loudness& channel : channels)
      for (std::size_t i = end - kQuiet; i < end; ++i) loudest = std::max(loudest, channel.frames()[i]);
    if (loudest >= quietest) continue;
    quietest = loudest;
    best = end - kQuiet / 2;
  }
  return best;
}

}  // namespace smarttag::media
