#include "speech/speakers/voice_listener.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace smarttag::speech {
namespace {

constexpr std::int64_t kHop = VoiceModels::kHop;
constexpr std::int64_t kFrames = VoiceModels::kFrames;
constexpr std::int64_t kStep = 296;     // frames (5 s) from one window to the next: half of it is heard twice
constexpr std::int64_t kEdge = 20;      // frames beside the ends of the shared half in which no cut falls
constexpr std::int64_t kRounding = 16;  // samples by which the time of a chunk may be off
constexpr std::size_t kPiece = 150;     // hundredths of a second of one vector
constexpr std::size_t kPieceStep = 75;

std::int64_t sample_of(double time) { return std::llround(time * media::kSampleRate); }

// The row of filter banks that is about the same sound as a frame of the window.
std::size_t row_of(std::int64_t frame, std::size_t rows) {
  const auto row =
      std::lround((static_cast<double>(frame * kHop + VoiceModels::kMiddle) - FilterBanks::kFrame / 2.0) /
                  FilterBanks::kHop);
  return std::min(rows, static_cast<std::size_t>(std::max(0L, row)));
}

// Where the second window takes over: in a pause as near as may be to the middle of what both heard.
std::int64_t cut_between(std::span<const std::uint8_t> first, std::span<const std::uint8_t> second) {
  const std::int64_t shared = kFrames - kStep;
  const auto quiet = [&](std::int64_t at) {
    return first[static_cast<std::size_t>(at + kStep)] == 0 && second[static_cast<std::size_t>(at)] == 0;
  };
  const std::int64_t middle = shared / 2;
  for (std::int64_t away = 0; away < middle - kEdge; ++away) {
    if (quiet(middle - away)) return middle - away;
    if (quiet(middle + away)) return middle + away;
  }
  return middle;
}

float loudness_at(const std::vector<float>& rows, std::size_t row) {
  const std::size_t count = rows.size() / FilterBanks::kBins;
  const std::size_t low = row > 2 ? row - 2 : 0;
  const std::size_t high = std::min(count, row + 3);
  float sum = 0;
  for (std::size_t i = low * FilterBanks::kBins; i < high * FilterBanks::kBins; ++i) sum += rows[i];
  return high > low ? sum / static_cast<float>((high - low) * FilterBanks::kBins) : 0;
}

}  // namespace

VoiceListener::VoiceListener(VoiceModels& models, std::int64_t& windows, int channel, double begin, Sink sink)
    : models_(&models),
      windows_(&windows),
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
  while (sound_.size() >= VoiceModels::kWindow)
    if (auto done = look(VoiceModels::kWindow); !done) return done;
  return {};
}

Result<void> VoiceListener::finish() {
  if (heard_ > seen_) {
    const auto real = static_cast<std::int64_t>(sound_.size());
    sound_.resize(VoiceModels::kWindow);
    if (auto done = look(real); !done) return done;
  }
  if (!last_) return {};
  return tell(*last_, last_->frame + kFrames);
}

// The next window; `real`: its samples before the end of the sound.
Result<void> VoiceListener::look(std::int64_t real) {
  Window window{next_frame_, next_frame_, (*windows_)++, {}, {}};
  const std::span<const float> sound(sound_.data(), VoiceModels::kWindow);
  auto speaks = models_->who_speaks(sound);
  if (!speaks) return tl::unexpected(speaks.error());
  window.speaks = std::move(*speaks);
  const auto end = std::max<std::int64_t>(0, (real - VoiceModels::kMiddle) / kHop + 1);
  for (auto frame = static_cast<std::size_t>(std::min(end, kFrames)); frame < window.speaks.size(); ++frame)
    window.speaks[frame] = 0;
  const bool silent =
      std::all_of(window.speaks.begin(), window.speaks.end(), [](std::uint8_t who) { return who == 0; });
  if (!silent) window.rows = banks_(sound);
  if (last_) {
    window.first = window.frame + cut_between(last_->speaks, window.speaks);
    if (auto done = tell(*last_, window.first); !done) return done;
  }
  seen_ = next_frame_ * kHop + VoiceModels::kWindow;
  next_frame_ += kStep;
  sound_.erase(sound_.begin(), sound_.begin() + static_cast<std::ptrdiff_t>(kStep * kHop));
  last_ = std::move(window);
  return {};
}

// What the window heard up to frame `end` of the stretch.
Result<void> VoiceListener::tell(const Window& window, std::int64_t end) {
  const std::int64_t first = window.first - window.frame;
  const std::int64_t last = std::min(end - window.frame, kFrames);
  for (int voice = 0; voice < VoiceModels::kVoices; ++voice) {
    std::int64_t begin = -1;
    for (std::int64_t frame = first; frame <= last; ++frame) {
      const bool speaks =
          frame < last && ((window.speaks[static_cast<std::size_t>(frame)] >> voice) & 1) != 0;
      if (speaks && begin < 0) begin = frame;
      if (speaks || begin < 0) continue;
      if (auto done = tell_run(window, voice, begin, frame); !done) return done;
      begin = -1;
    }
  }
  return {};
}

Result<void> VoiceListener::tell_run(const Window& window, int voice, std::int64_t from, std::int64_t to) {
  VoiceRun run{channel_,
               window.number * VoiceModels::kVoices + voice,
               sample_at(window.frame + from),
               sample_at(window.frame + to),
               {},
               {}};
  const std::size_t rows = window.rows.size() / FilterBanks::kBins;
  std::vector<std::size_t> clear;  // rows in which nobody else speaks
  for (std::int64_t frame = from; frame < to; ++frame) {
    run.loudness.push_back(loudness_at(window.rows, row_of(frame, rows)));
    if (window.speaks[static_cast<std::size_t>(frame)] != 1 << voice) continue;
    for (std::size_t row = row_of(frame, rows); row < row_of(frame + 1, rows); ++row) clear.push_back(row);
  }
  if (auto done = add_pieces(window, clear, run); !done) return done;
  sink_(std::move(run));
  return {};
}

Result<void> VoiceListener::add_pieces(const Window& window, const std::vector<std::size_t>& clear,
                                       VoiceRun& run) {
  if (clear.size() < VoiceModels::kLeastRows) return {};
  const std::size_t size = std::min(kPiece, clear.size());
  const std::int64_t begin = origin_ + window.frame * kHop;
  for (std::size_t at = 0;; at = std::min(at + kPieceStep, clear.size() - size)) {
    std::vector<float> rows;
    rows.reserve(size * FilterBanks::kBins);
    for (std::size_t i = at; i < at + size; ++i) {
      const auto row = window.rows.begin() + static_cast<std::ptrdiff_t>(clear[i] * FilterBanks::kBins);
      rows.insert(rows.end(), row, row + FilterBanks::kBins);
    }
    auto vector = models_->vector_of(std::move(rows));
    if (!vector) return tl::unexpected(vector.error());
    constexpr std::int64_t kMiddleOfRow = FilterBanks::kFrame / 2;
    run.pieces.push_back(
        {begin + static_cast<std::int64_t>(clear[at]) * FilterBanks::kHop + kMiddleOfRow,
         begin + static_cast<std::int64_t>(clear[at + size - 1] + 1) * FilterBanks::kHop + kMiddleOfRow,
         static_cast<int>(size), *vector});
    if (at + size >= clear.size()) return {};
  }
}

}  // namespace smarttag::speech
