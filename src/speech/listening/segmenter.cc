#include "speech/listening/segmenter.h"

#include <algorithm>
#include <cmath>

#include "speech/listening/voice_activity.h"

namespace smarttag::speech {
namespace {

constexpr std::int64_t kChunk = VoiceActivity::kChunk;
float root_mean_square(std::span<const float> samples) {
  double sum = 0;
  for (const float s : samples) sum += static_cast<double>(s) * s;
  return samples.empty() ? 0 : static_cast<float>(std::sqrt(sum / static_cast<double>(samples.size())));
}

}  // namespace

Piece surroundings(std::span<const Piece> pieces, std::size_t first, std::size_t last, Piece bounds,
                   Margins margins) {
  std::int64_t before = margins.before;
  std::int64_t after = margins.after;
  if (first > 0) before = std::min(before, (pieces[first].from - pieces[first - 1].to) / 2);
  if (last + 1 < pieces.size()) after = std::min(after, (pieces[last + 1].from - pieces[last].to) / 2);
  return {std::max(bounds.from, pieces[first].from - before), std::min(bounds.to, pieces[last].to + after)};
}

void Segmenter::hear(std::span<const float> samples) {
  sound_.insert(sound_.end(), samples.begin(), samples.end());
}

void Segmenter::judge(std::span<const float> probabilities) {
  for (const float probability : probabilities) {
    const auto begin =
        std::min<std::int64_t>(judged_ - sound_from_, static_cast<std::int64_t>(sound_.size()));
    const auto end = std::min<std::int64_t>(begin + kChunk, static_cast<std::int64_t>(sound_.size()));
    const std::span<const float> chunk(sound_.data() + begin, static_cast<std::size_t>(end - begin));
    judged_ += kChunk;
    if (const auto piece = detector_.see(probability, root_mean_square(chunk))) pending_.push_back(*piece);
    take_full_windows(judged_);
    if (!pending_.empty() && !detector_.open_since() && judged_ - pending_.back().to > kPause)
      emit(pending_.size());
  }
  forget();
}

void Segmenter::finish() {
  if (const auto piece = detector_.finish()) pending_.push_back(*piece);
  if (!pending_.empty() && sound_from_ == 0 && static_cast<std::int64_t>(sound_.size()) <= kShort)
    emit_whole();
  if (!pending_.empty()) take_full_windows(pending_.back().to);
  if (!pending_.empty()) emit(pending_.size());
  sound_.clear();
}

std::optional<Window> Segmenter::next() {
  if (ready_.empty()) return std::nullopt;
  Window window = std::move(ready_.front());
  ready_.pop_front();
  return window;
}

// While what is pending, with the speech that goes on up to `end`, is more than a window holds: a window of
// the first pieces, up to the longest pause after a good part of it.
void Segmenter::take_full_windows(std::int64_t end) {
  while (!pending_.empty()) {
    const auto open = detector_.open_since();
    const std::int64_t reach = open ? end : pending_.back().to;
    if (reach - pending_.front().from <= kLongest) return;
    std::size_t count = 0;
    std::int64_t longest = -1;
    for (std::size_t i = 0; i < pending_.size(); ++i) {
      if (pending_[i].to - pending_.front().from > kLongest) break;
      const bool last = i + 1 == pending_.size();
      if (last && !open) break;
      const std::int64_t pause = (last ? *open : pending_[i + 1].from) - pending_[i].to;
      const bool enough = pending_[i].to - pending_.front().from >= kEnough;
      if (count == 0 || !enough || pause > longest) {
        count = i + 1;
        longest = enough ? pause : -1;
      }
    }
    emit(std::max<std::size_t>(count, 1));
  }
}

// The first `count` pending pieces become a window.
void Segmenter::emit(std::size_t count) {
  std::vector<Piece> around{{0, last_end_}};  // with the neighbours on both sides
  around.insert(around.end(), pending_.begin(), pending_.end());
  if (const auto open = detector_.open_since()) around.push_back({*open, *open});
  const Piece bounds{sound_from_, sound_from_ + static_cast<std::int64_t>(sound_.size())};
  const Piece range = surroundings(around, 1, count, bounds, kWideMargins);
  Window window;
  window.from = range.from;
  window.samples.assign(sound_.begin() + (range.from - sound_from_),
                        sound_.begin() + (range.to - sound_from_));
  window.pieces.assign(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(count));
  window.pieces.back().to =
      std::min(window.pieces.back().to, range.to);  // the last chunk may be a part of one
  last_end_ = window.pieces.back().to;
  pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(count));
  ready_.push_back(std::move(window));
}

// An utterance alone in a file: what the detector leaves out at its edges may be half of it.
void Segmenter::emit_whole() {
  for (Piece& piece : pending_) piece.to = std::min(piece.to, static_cast<std::int64_t>(sound_.size()));
  ready_.push_back({0, std::move(sound_), std::move(pending_), true});
  sound_.clear();
  pending_.clear();
}

// Drops the sound that no window to come can want.
void Segmenter::forget() {
  if (judged_ <= kShort) return;
  std::int64_t wanted = judged_;
  if (!pending_.empty())
    wanted = pending_.front().from;
  else if (const auto open = detector_.open_since())
    wanted = *open;
  const std::int64_t drop = std::clamp<std::int64_t>(wanted - kWideMargins.before - sound_from_, 0,
                                                     static_cast<std::int64_t>(sound_.size()));
  sound_.erase(sound_.begin(), sound_.begin() + drop);
  sound_from_ += drop;
}

}  // namespace smarttag::speech
