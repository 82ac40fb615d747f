// Stretches of time out of a probability that comes step by step.
#pragma once

#include <cstdint>
#include <optional>

namespace smarttag::speech {

struct SoundStretch {
  std::int64_t first = 0;  // step
  std::int64_t last = 0;   // step; the last one that belongs to it
  float score = 0;
  bool operator==(const SoundStretch&) const = default;
};

struct StretchRule {
  float opens = 0.5F;      // what some step of it must reach
  float keeps = 0.3F;      // what belongs to it beside that
  int gap = 0;             // steps below `keeps` within it, at most
  int least = 1;           // steps from its first to its last, at least
  bool mean_score = true;  // of its steps; else the highest of them
};

// Steps are counted from 0. One thread at a time.
class Stretches {
 public:
  explicit Stretches(const StretchRule& rule) : rule_(rule) {}

  // The next step. Gives the stretch that is over, if one is.
  std::optional<SoundStretch> see(float value);

  // After the last step: the stretch that is still open, if one is.
  std::optional<SoundStretch> finish();

 private:
  std::optional<SoundStretch> close();

  StretchRule rule_;
  std::int64_t now_ = 0;
  std::int64_t first_ = -1;  // of the open stretch; -1: none is open
  std::int64_t last_ = -1;
  float highest_ = 0;
  double sum_ = 0;   // up to now_, gaps included
  double kept_ = 0;  // up to last_
};

// What is in two neighbouring steps: of each step the lesser of it and its surer neighbour, one step late.
// A sound of any length is in two windows that overlap by half; what is in one alone is a slip of the model
// more often than not.
class InTwoSteps {
 public:
  // The value of the step before; nothing at the first one.
  std::optional<float> see(float value);
  // Of the last step.
  std::optional<float> finish();

 private:
  std::optional<float> last_{};
  float before_ = 0;  // lesser of the last step and the one before it
};

}  // namespace smarttag::speech
