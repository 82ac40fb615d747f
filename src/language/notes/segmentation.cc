#include "language/notes/segmentation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <string>

namespace smarttag::language {
namespace {

// Chosen on the five shared transcripts, inside a plateau; docs/language.md has the figures.
constexpr std::array kWindows{100, 200};  // telling words on each side
constexpr double kLikeness = 0.8;
constexpr double kDepth = 0.3;
constexpr double kCue = 1.0;
constexpr double kLeader = 1.0;
constexpr double kSameSpeaker = 0.5;
constexpr double kPause = 0.5;
// A cut lies in the pause before a sentence or so many seconds from it: times of words are not exact, and an
// editor cuts a little early or late. The weight is the most that cuts at random hardly hurt
// (bench/chapters).
constexpr double kNearCut = 1.5;
constexpr double kCut = 2.0;        // for a cut that tells everything
constexpr double kTellsAll = 5.0;   // natural units of information from which on a cut does
constexpr double kThreshold = 2.0;  // standard deviations that a place needs to pay for itself
// One who speaks alone changes the subject in words; where several do, such words are part of the talk too.
constexpr double kAnnounced = 1.0;     // taken off the threshold
constexpr double kAnnouncement = 1.8;  // the cue from which on it is
constexpr double kLength = 1.0;
constexpr double kShortest = 0.15;  // of the usual length
constexpr std::size_t kLongTurn = 250;
constexpr std::size_t kMostPlaces = 1500;

struct Place {
  std::size_t sentence = 0;
  double cue = 0;
  double score = 0;
};

// How strongly the text from here on announces another subject; 0 to 2.
double cue_at(const Talk& talk, std::size_t sentence) {
  const auto last = std::min(talk.sentences().size(), sentence + 3);
  double cue = 0;
  for (auto s = sentence; s < last && talk.sentences()[s].turn == talk.sentences()[sentence].turn; ++s)
    cue += 0.6 * static_cast<double>(talk.vocabulary->count_phrases(talk.folded[s], "topic"));
  for (const auto& opening : talk.vocabulary->phrases("opening"))
    if (talk.folded[sentence].starts_with(opening)) {
      cue += 0.3;
      break;
    }
  return std::min(cue, 2.0);
}

bool has_one_speaker(const Talk& talk) {
  const auto& turns = talk.transcript.turns;
  return std::all_of(turns.begin(), turns.end(),
                     [&](const auto& turn) { return turn.speaker == turns.front().speaker; });
}

std::vector<Place> places_of(const Talk& talk) {
  std::vector<Place> places;
  // Where nobody answers, turns are paragraphs of one speech, which are no bounds of it.
  const bool alone = has_one_speaker(talk);
  for (const auto& turn : talk.transcript.turns) {
    if (turn.first == turn.last) continue;
    const bool inside = alone || talk.units_between(turn.first, turn.last) > kLongTurn;
    for (auto s = turn.first; s < (inside ? turn.last : turn.first + 1); ++s) places.push_back({s});
  }
  if (places.size() > kMostPlaces) {  // so that the time stays linear
    std::vector<Place> some;
    for (std::size_t i = 0; i < kMostPlaces; ++i) some.push_back(places[i * places.size() / kMostPlaces]);
    places = std::move(some);
  }
  for (auto& place : places) place.cue = cue_at(talk, place.sentence);
  return places;
}

// The speaker who announces most; empty if nobody is named.
std::string leader_of(const Talk& talk, const std::vector<Place>& places) {
  std::map<std::string, double> cues;
  for (const auto& place : places) cues[talk.speaker(place.sentence)] += place.cue;
  for (std::size_t s = 0; s < talk.units.size(); ++s)
    if (talk.units[s] >= 8) {
      cues[talk.speaker(s)] += 2;
      break;
    }
  const auto most = std::max_element(cues.begin(), cues.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == cues.end() ? std::string{} : most->first;
}

// How much each place gains by a cut there, 0 to 1: the information in finding one so near by chance. Where
// the picture changes every few seconds a cut tells next to nothing.
std::vector<double> cuts_at(const Talk& talk, const std::vector<Place>& places) {
  std::vector<double> gains(places.size(), 0.0);
  const auto& cuts = talk.transcript.cuts;
  if (cuts.empty() || talk.seconds() <= 0) return gains;
  const auto& sentences = talk.sentences();
  const auto from = std::lower_bound(cuts.begin(), cuts.end(), sentences.front().from);
  const auto to = std::upper_bound(from, cuts.end(), sentences.back().to);
  const double each_second = static_cast<double>(to - from) / talk.seconds();
  for (std::size_t i = 0; i < places.size(); ++i) {
    const auto s = places[i].sentence;
    if (s == 0) continue;
    const double begin = std::min(sentences[s - 1].to, sentences[s].from) - kNearCut;
    const double end = sentences[s].from + kNearCut;
    const auto cut = std::lower_bound(from, to, begin);
    if (cut == to || *cut > end) continue;
    const double by_chance = 1 - std::exp(-each_second * (end - begin));
    gains[i] = std::min(1.0, -std::log(by_chance) / kTellsAll);
  }
  return gains;
}

std::vector<double> standardised(std::vector<double> values) {
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
  double square = 0;
  for (const double v : values) square += (v - mean) * (v - mean);
  const double deviation = std::sqrt(square / static_cast<double>(values.size()));
  for (auto& v : values) v = deviation > 0 ? (v - mean) / deviation : 0;
  return values;
}

// Likeness of what stands before and after each place.
std::vector<double> likeness(const Talk& talk, const std::vector<Place>& places, int window) {
  std::vector<int> words;
  std::vector<std::size_t> start;
  for (const auto& ids : talk.term_ids) {
    start.push_back(words.size());
    words.insert(words.end(), ids.begin(), ids.end());
  }
  const auto part = [&](std::size_t first, std::size_t last) {
    std::map<int, int> counts;
    for (auto i = first; i < last; ++i) ++counts[words[i]];
    TermVector made;
    for (const auto& [term, count] : counts)
      made.emplace_back(term, std::sqrt(count * talk.weights[static_cast<std::size_t>(term)]));
    return made;
  };
  std::vector<double> out;
  for (const auto& place : places) {
    const auto at = start[place.sentence];
    const auto width = static_cast<std::size_t>(window);
    out.push_back(
        cosine(part(at > width ? at - width : 0, at), part(at, std::min(words.size(), at + width))));
  }
  return out;
}

// How deep the valley of likeness is at each place.
std::vector<double> depths(const std::vector<double>& likeness) {
  std::vector<double> out;
  for (std::size_t i = 0; i < likeness.size(); ++i) {
    auto left = i;
    while (left > 0 && likeness[left - 1] >= likeness[left]) --left;
    auto right = i;
    while (right + 1 < likeness.size() && likeness[right + 1] >= likeness[right]) ++right;
    out.push_back(likeness[left] + likeness[right] - 2 * likeness[i]);
  }
  return out;
}

void score(const Talk& talk, std::vector<Place>& places) {
  const auto leader = leader_of(talk, places);
  std::vector<double> scores(places.size());
  for (const int window : kWindows) {
    const auto alike = likeness(talk, places, window);
    const auto by_likeness = standardised(alike);
    const auto by_depth = standardised(depths(alike));
    for (std::size_t i = 0; i < places.size(); ++i)
      scores[i] += (kDepth * by_depth[i] - kLikeness * by_likeness[i]) / kWindows.size();
  }
  const auto cuts = cuts_at(talk, places);
  for (std::size_t i = 0; i < places.size(); ++i) {
    const auto s = places[i].sentence;
    scores[i] += kCue * places[i].cue + kCut * cuts[i];
    if (!leader.empty() && talk.speaker(s) == leader && places[i].cue > 0.2) scores[i] += kLeader;
    if (s > 0 && talk.speaker(s) == talk.speaker(s - 1)) scores[i] -= kSameSpeaker;
    if (s > 0) scores[i] += kPause * std::min(2.0, talk.sentences()[s].from - talk.sentences()[s - 1].to);
  }
  scores = standardised(std::move(scores));
  for (std::size_t i = 0; i < places.size(); ++i) places[i].score = scores[i];
}

}  // namespace

std::vector<std::size_t> segment_starts(const Talk& talk) {
  std::vector<std::size_t> starts{0};
  const double minutes = talk.seconds() / 60;
  auto places = places_of(talk);
  if (minutes < 2 || places.size() < 4) return starts;
  score(talk, places);

  const auto count = places.size();
  std::vector<double> before(count + 1);  // units before each place, and before the end
  std::vector<double> sums(talk.units.size() + 1);
  std::partial_sum(talk.units.begin(), talk.units.end(), sums.begin() + 1);
  for (std::size_t i = 0; i < count; ++i) before[i] = sums[places[i].sentence];
  before[count] = sums.back();
  const double usual = before[count] / std::max(1.0, std::round(1 + 0.6 * std::sqrt(minutes)));
  const auto length_cost = [&](std::size_t from, std::size_t to) {
    const double length = (before[to] - before[from]) / usual;
    if (length < kShortest) return 8.0;
    return kLength * std::log(length) * std::log(length);
  };
  const bool alone = has_one_speaker(talk);
  const auto threshold = [&](const Place& place) {
    return alone && place.cue >= kAnnouncement ? kThreshold - kAnnounced : kThreshold;
  };
  std::vector<double> best(count + 1, -1e9);
  std::vector<std::size_t> from(count + 1, 0);
  best[0] = 0;
  for (std::size_t to = 1; to <= count; ++to)
    for (std::size_t at = 0; at < to; ++at) {
      const double gain =
          best[at] - length_cost(at, to) + (at > 0 ? places[at].score - threshold(places[at]) : 0);
      if (gain > best[to]) {
        best[to] = gain;
        from[to] = at;
      }
    }
  for (auto at = from[count]; at > 0; at = from[at]) starts.push_back(places[at].sentence);
  std::sort(starts.begin(), starts.end());
  return starts;
}

}  // namespace smarttag::language
