#include "speech/speakers/naming.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>

#include "speech/speakers/clustering.h"

namespace smarttag::speech {
namespace {

constexpr int kClearEnough = 80;  // hundredths of a second from which a piece may found a group
constexpr int kFull = 150;        // a piece that says all it can; shorter ones lean on the rest of the voice
constexpr float kSameVoice = 0.05F;     // how much the window's own opinion of who is who counts
constexpr double kReach = 16000 * 0.3;  // samples from the middle of a piece at which it counts half
constexpr std::size_t kNearby = 20;     // frames (0.34 s) that a change may move
constexpr std::int64_t kShortPause = 16000 / 2;
constexpr std::int64_t kLeastTurn = 16000 / 8;  // shorter than a syllable: a click, or the edge of a window

using Scores = std::vector<float>;  // one for each speaker

Scores scores_of(const VoiceVector& vector, const std::vector<VoiceVector>& speakers) {
  Scores scores;
  for (const auto& speaker : speakers) scores.push_back(cosine(vector, speaker));
  return scores;
}

std::vector<WeightedVoice> founding(const std::vector<VoiceRun>& runs) {
  std::map<std::int64_t, std::pair<std::int64_t, std::int64_t>>
      heard;  // from where to where, by VoiceRun::local
  for (const auto& run : runs) {
    const auto at = heard.emplace(run.local, std::pair(run.from, run.to)).first;
    at->second = {std::min(at->second.first, run.from), std::max(at->second.second, run.to)};
  }
  std::vector<WeightedVoice> clear;
  std::vector<WeightedVoice> all;
  for (const auto& run : runs)
    for (const auto& piece : run.pieces) {
      const auto [from, to] = heard[run.local];
      all.push_back({piece.vector, static_cast<float>(piece.clear), run.local, from, to});
      if (piece.clear >= kClearEnough) clear.push_back(all.back());
    }
  return clear.empty() ? all : clear;
}

// What each window's voices are like as a whole.
std::map<std::int64_t, Scores> local_scores(const std::vector<VoiceRun>& runs,
                                            const std::vector<VoiceVector>& speakers) {
  std::map<std::int64_t, VoiceVector> sums;
  for (const auto& run : runs)
    for (const auto& piece : run.pieces) {
      auto& sum = sums[run.local];
      for (std::size_t i = 0; i < kVoiceValues; ++i)
        sum[i] += piece.vector[i] * static_cast<float>(piece.clear);
    }
  std::map<std::int64_t, Scores> scores;
  for (auto& [local, sum] : sums) {
    const float length = std::sqrt(cosine(sum, sum));
    if (length > 0)
      for (float& value : sum) value /= length;
    scores[local] = scores_of(sum, speakers);
  }
  return scores;
}

// The scores at one moment: of the pieces around it, the nearer the more.
Scores scores_at(const VoiceRun& run, const std::vector<Scores>& of_pieces, std::int64_t moment) {
  Scores sum(of_pieces.front().size());
  double weights = 0;
  std::size_t nearest = 0;
  const auto distance = [&](std::size_t i) {
    return std::abs((run.pieces[i].from + run.pieces[i].to) / 2 - moment);
  };
  const auto add = [&](std::size_t i) {
    const double weight = 1 / (1 + static_cast<double>(distance(i)) / kReach);
    for (std::size_t s = 0; s < sum.size(); ++s) sum[s] += static_cast<float>(weight) * of_pieces[i][s];
    weights += weight;
  };
  for (std::size_t i = 0; i < run.pieces.size(); ++i) {
    if (distance(i) < distance(nearest)) nearest = i;
    if (run.pieces[i].from <= moment && moment < run.pieces[i].to) add(i);
  }
  if (weights == 0) add(nearest);
  for (float& value : sum) value /= static_cast<float>(weights);
  return sum;
}

void move_changes(const std::vector<float>& loudness, std::vector<int>& speakers) {
  for (std::size_t i = 1; i < speakers.size(); ++i) {
    if (speakers[i] == speakers[i - 1]) continue;
    const std::size_t low = i > kNearby + 1 ? i - kNearby : 1;
    const std::size_t high = std::min(i + kNearby, speakers.size() - 1);
    if (high <= low) continue;
    const auto quietest =
        static_cast<std::size_t>(std::min_element(loudness.begin() + static_cast<std::ptrdiff_t>(low),
                                                  loudness.begin() + static_cast<std::ptrdiff_t>(high)) -
                                 loudness.begin());
    const int before = speakers[i - 1];
    const int after = speakers[i];
    for (std::size_t k = quietest; k < i; ++k) speakers[k] = after;
    for (std::size_t k = i; k < quietest; ++k) speakers[k] = before;
    i = std::max(i, quietest);
  }
}

void add_run(const VoiceRun& run, const std::vector<VoiceVector>& speakers, const Scores& local, int hop,
             std::vector<VoiceTurn>& turns) {
  std::vector<Scores> of_pieces;
  int longest = 0;
  for (const auto& piece : run.pieces) {
    of_pieces.push_back(scores_of(piece.vector, speakers));
    longest = std::max(longest, piece.clear);
  }
  const float own = std::min(1.0F, static_cast<float>(longest) / kFull);
  std::vector<int> of_frames;
  Scores sureness;
  for (std::size_t f = 0; f < run.loudness.size(); ++f) {
    Scores total(speakers.size());
    if (!of_pieces.empty())
      total = scores_at(run, of_pieces, run.from + static_cast<std::int64_t>(f) * hop + hop / 2);
    for (std::size_t s = 0; s < total.size(); ++s)
      total[s] = total[s] * own + local[s] * (1 - own) + local[s] * kSameVoice;
    const auto best = std::max_element(total.begin(), total.end());
    of_frames.push_back(static_cast<int>(best - total.begin()));
    sureness.push_back(std::clamp(*best, 0.0F, 1.0F));
  }
  move_changes(run.loudness, of_frames);
  for (std::size_t f = 0; f < of_frames.size();) {
    std::size_t end = f;
    float sum = 0;
    while (end < of_frames.size() && of_frames[end] == of_frames[f]) sum += sureness[end++];
    turns.push_back({run.channel, run.from + static_cast<std::int64_t>(f) * hop,
                     run.from + static_cast<std::int64_t>(end) * hop, of_frames[f],
                     sum / static_cast<float>(end - f)});
    f = end;
  }
}

// What one speaker says, joined where it touches, or where the pause is short and nobody else speaks in it.
std::vector<VoiceTurn> joined(std::vector<VoiceTurn> turns) {
  std::stable_sort(turns.begin(), turns.end(),
                   [](const VoiceTurn& a, const VoiceTurn& b) { return a.from < b.from; });
  std::vector<VoiceTurn> out;
  std::map<std::pair<int, int>, std::size_t> last;  // of each channel and speaker, in `out`
  std::map<int, std::size_t> newest;                // of each channel, in `out`
  for (const auto& turn : turns) {
    const auto known = last.find({turn.channel, turn.speaker});
    if (known != last.end()) {
      VoiceTurn& before = out[known->second];
      const bool latest = newest[turn.channel] == known->second;
      if (turn.from <= before.to || (latest && turn.from - before.to <= kShortPause)) {
        before.to = std::max(before.to, turn.to);
        continue;
      }
    }
    last[{turn.channel, turn.speaker}] = out.size();
    newest[turn.channel] = out.size();
    out.push_back(turn);
  }
  std::erase_if(out, [](const VoiceTurn& turn) { return turn.to - turn.from < kLeastTurn; });
  return out;
}

void number_by_first_words(std::vector<VoiceTurn>& turns) {
  std::map<int, int> numbers;
  for (auto& turn : turns)
    turn.speaker = numbers.emplace(turn.speaker, static_cast<int>(numbers.size())).first->second;
}

}  // namespace

std::vector<VoiceTurn> name_speakers(const std::vector<VoiceRun>& runs, int count, int hop) {
  const auto speakers = find_speakers(founding(runs), count);
  if (speakers.empty()) return {};
  const auto locals = local_scores(runs, speakers);
  std::vector<VoiceTurn> turns;
  for (const auto& run : runs) {
    const auto local = locals.find(run.local);
    if (local == locals.end()) continue;  // too short a sound to tell a voice by
    add_run(run, speakers, local->second, hop, turns);
  }
  turns = joined(std::move(turns));
  number_by_first_words(turns);
  return turns;
}

}  // namespace smarttag::speech
