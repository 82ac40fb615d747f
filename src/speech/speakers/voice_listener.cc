#include "speech/speakers/voice_listener.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>

namespace smarttag::speech {
namespace {

constexpr std::int64_t kHop = VoiceModels::kHop;
constexpr std::int64_t kWindow = VoiceModels::kWindow;
constexpr std::int64_t kStep =
    118;  // frames (2 s) from one window to the next: each moment is heard five times
// The mean of how many speak, from which on somebody does, and two do. Far voices in a room come out low, and
// where windows put one voice in two places, both have half of it.
constexpr float kSomebody = 0.33F;
constexpr float kTwo = 1.25F;
constexpr float kSpeaks = 0.4F;         // mean probability of the second of two
constexpr std::int64_t kLongest = 592;  // frames (10 s) of a run
constexpr std::int64_t kForgotten =
    296;  // frames (5 s) of silence behind which a place may be of another voice
constexpr std::int64_t kRounding = 16;  // samples by which the time of a chunk may be off
constexpr std::int64_t kMargin = 1000;  // samples around a frame from which its rows are made
constexpr std::int64_t kBeside = 2;     // rows beside that of a frame that count for its loudness
constexpr std::size_t kPiece = 150;     // hundredths of a second of one vector
constexpr std::size_t kPieceStep = 75;

std::int64_t sample_of(double time) { return std::llround(time * media::kSampleRate); }

// The row of filter banks that is about the same sound as a frame; both of the stretch.
std::int64_t row_of(std::int64_t frame) {
  return std::lround((static_cast<double>(frame * kHop + VoiceModels::kMiddle) - FilterBanks::kFrame / 2.0) /
                     FilterBanks::kHop);
}

// Which places speak at a moment: the likeliest one where somebody does, and whoever surely does besides.
std::array<bool, VoiceModels::kVoices> speaking(const VoiceModels::Frame& frame) {
  std::array<bool, VoiceModels::kVoices> speaking{};
  const float sum = std::accumulate(frame.begin(), frame.end(), 0.0F);
  if (sum <= kSomebody) return speaking;
  for (std::size_t k = 0; k < frame.size(); ++k) speaking[k] = frame[k] > kSpeaks && sum > kTwo;
  speaking[static_cast<std::size_t>(std::max_element(frame.begin(), frame.end()) - frame.begin())] = true;
  return speaking;
}

// Some rows of filter banks of the stretch.
struct Rows {
  std::int64_t first = 0;
  std::vector<float> values{};

  std::int64_t end() const { return first + static_cast<std::int64_t>(values.size() / FilterBanks::kBins); }
  std::span<const float> row(std::int64_t number) const {
    return std::span(values).subspan(static_cast<std::size_t>(number - first) * FilterBanks::kBins,
                                     FilterBanks::kBins);
  }
  float loudness(std::int64_t number) const {
    const std::int64_t low = std::max(first, number - kBeside);
    const std::int64_t high = std::min(end(), number + kBeside + 1);
    float sum = 0;
    for (std::int64_t i = low; i < high; ++i)
      for (const float value : row(i)) sum += value;
    return high > low ? sum / static_cast<float>((high - low) * FilterBanks::kBins) : 0;
  }
};

}  // namespace

VoiceListener::VoiceListener(VoiceModels& models, std::int64_t& voices, int channel, double begin, Sink sink)
    : models_(&models),
      voices_(&voices),
      channel_(channel),
      origin_(sample_of(begin)),
      sink_(std::move(sink)) {}

bool VoiceListener::continued_by(const media::AudioChunk& chunk) const {
  return std::abs(sample_of(chunk.time) - (origin_ + heard_)) <= kRounding;
}

// The edge between the sound of two frames lies half a frame before the middle of the later one.
std::int64_t VoiceListener::sample_at(std::int64_t frame) const {
  return origin_ + frame * kHop + VoiceModels::kMiddle - kHop / 2;
}

Result<void> VoiceListener::hear(std::span<const float> samples) {
  sound_.insert(sound_.end(), samples.begin(), samples.end());
  heard_ += static_cast<std::int64_t>(samples.size());
  for (; heard_ - next_frame_ * kHop >= kWindow; next_frame_ += kStep)
    if (auto done = look(next_frame_, kWindow); !done) return done;
  return {};
}

Result<void> VoiceListener::finish() {
  if (heard_ > seen_) {
    // The last window ends with the sound; a sound shorter than a window is filled up.
    const std::int64_t begin = std::max<std::int64_t>(0, (heard_ - kWindow) / kHop);
    sound_.resize(static_cast<std::size_t>(std::max(heard_, kWindow) - first_));
    if (auto done = look(begin, std::min(heard_, kWindow)); !done) return done;
  }
  if (auto done = tell(joined_.finish()); !done) return done;
  for (Place& place : places_)
    if (auto done = close(place, told_); !done) return done;
  return {};
}

// The window that begins at a frame; `real`: its samples before the end of the sound.
Result<void> VoiceListener::look(std::int64_t frame, std::int64_t real) {
  const auto at = static_cast<std::size_t>(frame * kHop - first_);
  auto voices = models_->who_speaks(std::span<const float>(sound_).subspan(at, kWindow));
  if (!voices) return tl::unexpected(voices.error());
  const auto end = std::max<std::int64_t>(0, (real - VoiceModels::kMiddle) / kHop + 1);
  for (auto f = static_cast<std::size_t>(end); f < voices->size(); ++f) (*voices)[f] = {};
  seen_ = frame * kHop + kWindow;
  if (auto done = tell(joined_.add(frame, *voices)); !done) return done;
  const std::int64_t kept = std::max(first_, told_ * kHop - kMargin);
  sound_.erase(sound_.begin(), sound_.begin() + static_cast<std::ptrdiff_t>(kept - first_));
  first_ = kept;
  return {};
}

// The next frames, of which no more will be learned.
Result<void> VoiceListener::tell(const std::vector<VoiceModels::Frame>& frames) {
  const auto end = told_ + static_cast<std::int64_t>(frames.size());
  const bool silent = std::ranges::all_of(
      frames, [](const auto& frame) { return std::ranges::count(speaking(frame), true) == 0; });
  Rows rows;
  if (!silent) {
    rows.first = std::max((first_ + FilterBanks::kHop - 1) / FilterBanks::kHop, row_of(told_) - kBeside);
    const auto from = static_cast<std::size_t>(rows.first * FilterBanks::kHop - first_);
    const auto to = std::min(sound_.size(), static_cast<std::size_t>(end * kHop + kMargin - first_));
    rows.values = banks_(std::span<const float>(sound_).subspan(from, to - from));
  }
  for (const auto& frame : frames) {
    const auto speaks = speaking(frame);
    const bool alone = std::ranges::count(speaks, true) == 1;
    for (std::size_t k = 0; k < places_.size(); ++k) {
      Place& place = places_[k];
      if (!speaks[k]) {
        if (auto done = close(place, told_); !done) return done;
        continue;
      }
      if (!place.open) {
        if (place.heard_to < 0 || told_ - place.heard_to > kForgotten) place.local = (*voices_)++;
        place.open.emplace(Open{told_, {}, {}, {}});
      }
      Open& open = *place.open;
      place.heard_to = told_ + 1;
      open.loudness.push_back(rows.loudness(row_of(told_)));
      for (std::int64_t row = row_of(told_); alone && row < std::min(rows.end(), row_of(told_ + 1)); ++row) {
        const auto values = rows.row(row);
        open.clear.push_back(row);
        open.rows.insert(open.rows.end(), values.begin(), values.end());
      }
      if (told_ + 1 - open.from >= kLongest)
        if (auto done = close(place, told_ + 1); !done) return done;
    }
    ++told_;
  }
  return {};
}

// The place's run, if it has one, ends before frame `to`.
Result<void> VoiceListener::close(Place& place, std::int64_t to) {
  if (!place.open) return {};
  Open& open = *place.open;
  VoiceRun run{channel_, place.local, sample_at(open.from), sample_at(to), {}, std::move(open.loudness)};
  if (auto done = add_pieces(open, run); !done) return done;
  sink_(std::move(run));
  place.open.reset();
  return {};
}

Result<void> VoiceListener::add_pieces(const Open& open, VoiceRun& run) {
  const auto& clear = open.clear;
  if (clear.size() < VoiceModels::kLeastRows) return {};
  const std::size_t size = std::min(kPiece, clear.size());
  for (std::size_t at = 0;; at = std::min(at + kPieceStep, clear.size() - size)) {
    const auto rows = std::span(open.rows).subspan(at * FilterBanks::kBins, size * FilterBanks::kBins);
    auto vector = models_->vector_of({rows.begin(), rows.end()});
    if (!vector) return tl::unexpected(vector.error());
    constexpr std::int64_t kMiddleOfRow = FilterBanks::kFrame / 2;
    run.pieces.push_back({origin_ + clear[at] * FilterBanks::kHop + kMiddleOfRow,
                          origin_ + (clear[at + size - 1] + 1) * FilterBanks::kHop + kMiddleOfRow,
                          static_cast<int>(size), *vector});
    if (at + size >= clear.size()) return {};
  }
}

}  // namespace smarttag::speech
