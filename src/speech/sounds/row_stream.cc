#include "speech/sounds/row_stream.h"

#include <algorithm>
#include <utility>

namespace smarttag::speech {

RowStream::RowStream(const RowShape& shape, std::size_t labels, Hear hear)
    : shape_(shape),
      labels_(labels),
      hear_(std::move(hear)),
      first_(-(shape.width / 2 / shape.hop)),
      next_(first_),
      sound_(static_cast<std::size_t>((shape.before - first_) * shape.hop)) {}

Result<void> RowStream::add(std::span<const float> samples, const Sink& sink) {
  heard_ += static_cast<std::int64_t>(samples.size());
  sound_.insert(sound_.end(), samples.begin(), samples.end());
  while (static_cast<std::int64_t>(sound_.size()) >= shape_.samples)
    if (auto done = run(shape_.rows, sink); !done) return done;
  return {};
}

Result<void> RowStream::finish(const Sink& sink) {
  // To the first row whose middle is half a step behind the sound, so that its end is in two rows as well.
  const auto is_wanted = [&](std::int64_t row) { return middle_of(row) < heard_ + shape_.hop / 2; };
  while (heard_ > 0 && is_wanted(next_)) {
    std::int64_t count = 1;
    while (is_wanted(next_ + count)) ++count;
    sound_.resize(static_cast<std::size_t>(shape_.samples));
    if (auto done = run(count, sink); !done) return done;
  }
  return {};
}

// One window; at most that many of its rows.
Result<void> RowStream::run(std::int64_t most, const Sink& sink) {
  const auto rows = hear_(std::span<const float>(sound_).first(static_cast<std::size_t>(shape_.samples)));
  if (!rows) return tl::unexpected(rows.error());
  const std::int64_t count = std::min(most, shape_.rows - shape_.before - shape_.after);
  for (std::int64_t row = shape_.before; row < shape_.before + count; ++row)
    sink(rows->subspan(static_cast<std::size_t>(row) * labels_, labels_));
  next_ += count;
  sound_.erase(sound_.begin(), sound_.begin() + static_cast<std::ptrdiff_t>(count * shape_.hop));
  return {};
}

RowStream rows_of(SoundModel& model) {
  return RowStream(model.shape(), model.labels().size(),
                   [&model](std::span<const float> window) { return model.hear(window); });
}

}  // namespace smarttag::speech
