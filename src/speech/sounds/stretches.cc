#include "speech/sounds/stretches.h"

#include <algorithm>
#include <utility>

namespace smarttag::speech {

std::optional<SoundStretch> Stretches::see(float value) {
  std::optional<SoundStretch> over;
  if (value < rule_.keeps) {
    if (first_ >= 0 && now_ - last_ > rule_.gap) over = close();
  } else if (first_ < 0) {
    first_ = now_;
    highest_ = 0;
    sum_ = 0;
  }
  if (first_ >= 0) {
    sum_ += value;
    if (value >= rule_.keeps) {
      last_ = now_;
      kept_ = sum_;
      highest_ = std::max(highest_, value);
    }
  }
  ++now_;
  return over;
}

std::optional<SoundStretch> Stretches::finish() { return first_ >= 0 ? close() : std::nullopt; }

std::optional<SoundStretch> Stretches::close() {
  const std::int64_t steps = last_ - first_ + 1;
  const SoundStretch stretch{
      first_, last_, rule_.mean_score ? static_cast<float>(kept_ / static_cast<double>(steps)) : highest_};
  first_ = -1;
  if (highest_ < rule_.opens || steps < rule_.least) return std::nullopt;
  return stretch;
}

std::optional<float> InTwoSteps::see(float value) {
  if (!last_) {
    last_ = value;
    return std::nullopt;
  }
  const float with_next = std::min(*last_, value);
  const float both = std::max(before_, with_next);
  before_ = with_next;
  last_ = value;
  return both;
}

std::optional<float> InTwoSteps::finish() {
  return std::exchange(last_, std::nullopt) ? std::optional(before_) : std::nullopt;
}

}  // namespace smarttag::speech
