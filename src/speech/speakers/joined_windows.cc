#include "speech/speakers/joined_windows.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace smarttag::speech {
namespace {

using Order =
    std::array<std::size_t, VoiceModels::kVoices>;  // which voice of the window stands at each place

}  // namespace

std::vector<JoinedWindows::Frame> JoinedWindows::add(std::int64_t begin, std::span<const Frame> window) {
  auto given = give(static_cast<std::size_t>(begin - first_));
  const std::size_t shared = std::min(sums_.size(), window.size());
  // How much the places and the voices speak together.
  std::array<std::array<float, VoiceModels::kVoices>, VoiceModels::kVoices> together{};
  for (std::size_t f = 0; f < shared; ++f)
    for (std::size_t place = 0; place < together.size(); ++place)
      for (std::size_t voice = 0; voice < together.size(); ++voice)
        together[place][voice] += sums_[f].voices[place] / sums_[f].windows * window[f][voice];
  Order order{};
  std::iota(order.begin(), order.end(), 0U);
  Order best = order;
  float most = -1;
  do {
    float sum = 0;
    for (std::size_t place = 0; place < order.size(); ++place) sum += together[place][order[place]];
    if (sum > most) {
      most = sum;
      best = order;
    }
  } while (std::next_permutation(order.begin(), order.end()));
  sums_.resize(std::max(sums_.size(), window.size()));
  for (std::size_t f = 0; f < window.size(); ++f) {
    for (std::size_t place = 0; place < best.size(); ++place)
      sums_[f].voices[place] += window[f][best[place]];
    sums_[f].windows += 1;
  }
  return given;
}

std::vector<JoinedWindows::Frame> JoinedWindows::finish() { return give(sums_.size()); }

std::vector<JoinedWindows::Frame> JoinedWindows::give(std::size_t count) {
  count = std::min(count, sums_.size());
  std::vector<Frame> given(count);
  for (std::size_t f = 0; f < count; ++f)
    for (std::size_t place = 0; place < given[f].size(); ++place)
      given[f][place] = sums_[f].voices[place] / sums_[f].windows;
  sums_.erase(sums_.begin(), sums_.begin() + static_cast<std::ptrdiff_t>(count));
  first_ += static_cast<std::int64_t>(count);
  return given;
}

}  // namespace smarttag::speech
