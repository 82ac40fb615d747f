// Stretches of speech, singing or music out of the rows of the model of kinds.
#pragma once

#include <optional>
#include <string>

#include "speech/sounds/stretches.h"

namespace smarttag::speech {

// Of one kind. Rows are joined to steps of a tenth of a second, counted from 0. One thread at a time.
class KindStretches {
 public:
  static constexpr int kRowsOfStep = 10;

  explicit KindStretches(const std::string& kind);

  // The probability of the next row. Gives the stretch that is over, if one is.
  std::optional<SoundStretch> see(float probability);

  // After the last row: the stretch that is still open, if one is.
  std::optional<SoundStretch> finish();

 private:
  std::optional<SoundStretch> end_step();

  Stretches stretches_;
  double sum_ = 0;  // of the rows of the step that is gathered
  int rows_ = 0;
};

}  // namespace smarttag::speech
