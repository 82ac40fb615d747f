// From sound that comes in pieces to rows of a network that hears windows.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "base/error.h"
#include "speech/sounds/sound_model.h"

namespace smarttag::speech {

// Holds one window of sound. One stretch of a channel without a gap; around it is silence. One thread at a
// time.
class RowStream {
 public:
  // One row of probabilities; rows come in order, without a gap, the first one being row first_row().
  using Sink = std::function<void(std::span<const float>)>;
  using Hear = std::function<Result<std::span<const float>>(std::span<const float>)>;

  // `hear` is SoundModel::hear of a model of that shape with that many labels.
  RowStream(const RowShape& shape, std::size_t labels, Hear hear);

  // The first row is the first whose middle lies in the sound: what happens at once is in two rows then, as
  // everything later is.
  std::int64_t first_row() const { return first_; }

  // Samples from the beginning of the sound to the middle of a row.
  std::int64_t middle_of(std::int64_t row) const { return row * shape_.hop + shape_.width / 2; }

  // Errors: those of `hear`.
  Result<void> add(std::span<const float> samples, const Sink& sink);
  Result<void> finish(const Sink& sink);

 private:
  Result<void> run(std::int64_t most, const Sink& sink);

  RowShape shape_;
  std::size_t labels_;
  Hear hear_;
  std::int64_t first_;
  std::int64_t next_;         // row
  std::int64_t heard_ = 0;    // samples
  std::vector<float> sound_;  // from (next_ - before) * hop on
};

// Of a model, which is the caller's and outlives it.
RowStream rows_of(SoundModel& model);

}  // namespace smarttag::speech
