#include "speech/sounds/kind_track.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace smarttag::speech {
namespace {

// Mean probabilities over a fifth of a second. In the recordings that these were chosen on, speech as loud as
// the music under it reaches 0.7 in every window, at half its level 0.66, and at a third 0.44 and 0.68 as
// singing; music alone that was read as words reaches 0.36 and 0.6. Speech that is fainter still and has no
// music under it is kept.
constexpr std::size_t kRows = 20;
constexpr float kSpeech = 0.45F;
constexpr float kSinging = 0.65F;
constexpr float kMusic = 0.5F;

constexpr std::int64_t kKept = 60 * 16000;  // samples: more than a window of speech and what waits behind it

// Of the last kRows values.
class Mean {
 public:
  // With one value more; 0 while there are fewer than kRows.
  float with(float value) {
    auto& oldest = last_[count_++ % kRows];
    sum_ += value - oldest;
    oldest = value;
    return count_ < kRows ? 0 : sum_ / static_cast<float>(kRows);
  }

 private:
  std::array<float, kRows> last_{};
  std::size_t count_ = 0;
  float sum_ = 0;
};

}  // namespace

Result<KindModel> KindModel::of(std::shared_ptr<SoundModel> model) {
  const auto& labels = model->labels();
  const auto number = [&](const char* label) {
    return static_cast<std::size_t>(std::find(labels.begin(), labels.end(), label) - labels.begin());
  };
  const std::size_t speech = number("speech"), singing = number("singing"), music = number("music");
  if (std::max({speech, singing, music}) >= labels.size())
    return fail(
        ErrorKind::kAnalysisFailed,
        "The model of the task sound-kinds does not tell speech, singing and music. Take another one.");
  return KindModel{std::move(model), speech, singing, music};
}

KindTrack::KindTrack(KindModel kinds, std::int64_t begin)
    : kinds_(std::move(kinds)),
      begin_(begin),
      stream_(rows_of(*kinds_.model)),
      first_(stream_.first_row()),
      open_("singing") {}

Result<void> KindTrack::hear(std::span<const float> samples) {
  return stream_.add(samples, [this](auto row) { see(row); });
}

Result<void> KindTrack::finish() {
  finished_ = true;
  return stream_.finish([this](auto row) { see(row); });
}

std::int64_t KindTrack::known_to() const {
  if (finished_) return std::numeric_limits<std::int64_t>::max();
  return begin_ + stream_.middle_of(first_ + static_cast<std::int64_t>(rows_.size()) - 1);
}

bool KindTrack::is_music_alone(std::int64_t from, std::int64_t to) const {
  Mean speech, singing, music;
  bool any_music = false;
  const auto end = std::min(row_at(to), first_ + static_cast<std::int64_t>(rows_.size()));
  for (std::int64_t i = std::max(first_, row_at(from)); i < end; ++i) {
    const Row& row = rows_[static_cast<std::size_t>(i - first_)];
    const bool speaks = speech.with(row.speech) >= kSpeech;
    const bool sings = singing.with(row.singing) >= kSinging;
    if (speaks || sings) return false;
    any_music |= music.with(row.music) >= kMusic;
  }
  return any_music;
}

double KindTrack::sung(std::int64_t from, std::int64_t to) const {
  if (to <= from) return 0;
  std::int64_t sum = 0;
  for (const Range& range : singing())
    sum += std::max<std::int64_t>(0, std::min(to, range.to) - std::max(from, range.from));
  return static_cast<double>(sum) / static_cast<double>(to - from);
}

void KindTrack::forget(std::int64_t before) {
  if (rows_.empty()) return;
  const std::int64_t newest =
      begin_ + stream_.middle_of(first_ + static_cast<std::int64_t>(rows_.size()) - 1);
  const std::int64_t row = row_at(std::min(before, newest - kKept));
  while (!rows_.empty() && first_ < row) {
    rows_.pop_front();
    ++first_;
  }
  while (!stretches_.empty() && range_of(stretches_.front()).to < std::min(before, newest - kKept))
    stretches_.pop_front();
}

void KindTrack::see(std::span<const float> row) {
  rows_.push_back({row[kinds_.speech], row[kinds_.singing], row[kinds_.music]});
  if (const auto over = open_.see(row[kinds_.singing])) stretches_.push_back(*over);
}

// Those that are over, and the one that is not where it is long and sure enough by now.
std::vector<KindTrack::Range> KindTrack::singing() const {
  std::vector<Range> ranges;
  for (const SoundStretch& stretch : stretches_) ranges.push_back(range_of(stretch));
  auto open = open_;
  if (const auto stretch = open.finish()) ranges.push_back(range_of(*stretch));
  return ranges;
}

KindTrack::Range KindTrack::range_of(const SoundStretch& stretch) const {
  const std::int64_t hop = kinds_.model->shape().hop;
  const std::int64_t steps = begin_ + stream_.middle_of(stream_.first_row()) - hop / 2;
  const std::int64_t step = hop * KindStretches::kRowsOfStep;
  return {steps + stretch.first * step, steps + (stretch.last + 1) * step};
}

// The first row whose middle does not lie before the sample.
std::int64_t KindTrack::row_at(std::int64_t sample) const {
  const std::int64_t hop = kinds_.model->shape().hop;
  const std::int64_t into = sample - begin_ - stream_.middle_of(0);
  return into <= 0 ? into / hop : (into + hop - 1) / hop;
}

}  // namespace smarttag::speech
