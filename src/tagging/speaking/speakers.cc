#include "tagging/speaking/speakers.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>

#include <spdlog/fmt/fmt.h>

namespace smarttag::tagging {
namespace {

constexpr double kOwnPart = 0.6;  // seconds from which on a single word is a part of its own

// Of all that is said, from which on a channel is told by itself: the two sides of a scene in stereo may
// differ for a moment.
constexpr double kLeastOfChannel = 0.05;

// The turn of the channel that from..to shares most time with, else the nearest; null where there is none.
const TimedFact* turn_of(double from, double to, int channel, const std::vector<TimedFact>& turns) {
  const TimedFact* best = nullptr;
  double best_share = 0;
  for (const auto& turn : turns) {
    if (turn.as<facts::Turn>()->channel != channel) continue;
    // Negative where they do not meet: minus the distance.
    const double share = std::min(to, turn.to) - std::max(from, turn.from);
    if (best != nullptr && share <= best_share) continue;
    best = &turn;
    best_share = share;
  }
  return best;
}

// Words of one speaker: [first, last).
struct Part {
  std::string speaker;
  std::size_t first = 0;
  std::size_t last = 0;
};

std::vector<Part> parts_of(const facts::Speech& speech, const std::vector<TimedFact>& turns) {
  std::vector<Part> parts;
  for (std::size_t i = 0; i < speech.words.size(); ++i) {
    const auto& word = speech.words[i];
    const auto* turn = turn_of(word.from, word.to, speech.channel, turns);
    const std::string speaker = turn == nullptr ? "" : turn->as<facts::Turn>()->speaker;
    if (parts.empty() || parts.back().speaker != speaker) parts.push_back({speaker, i, i});
    parts.back().last = i + 1;
  }
  const auto stands = [&](const Part& part) {
    return part.last - part.first > 1 ||
           speech.words[part.last - 1].to - speech.words[part.first].from >= kOwnPart;
  };
  std::vector<Part> kept;
  for (const auto& part : parts) {
    if (!kept.empty() && (!stands(part) || kept.back().speaker == part.speaker)) {
      kept.back().last = part.last;
    } else if (!kept.empty() && kept.size() == 1 && !stands(kept.back())) {
      kept.back() = {part.speaker, kept.back().first, part.last};
    } else {
      kept.push_back(part);
    }
  }
  return kept;
}

// How many bytes of the text, spaces aside, the words take.
std::size_t bytes_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return c != ' '; }));
}

// Takes so many bytes, spaces aside, off the front of the text; spaces around them are dropped.
std::string take(std::string_view& text, std::size_t bytes) {
  std::size_t end = 0;
  while (end < text.size() && (bytes > 0 || text[end] == ' '))
    if (text[end++] != ' ') --bytes;
  std::string part(text.substr(0, end));
  text.remove_prefix(end);
  const auto first = part.find_first_not_of(' ');
  return first == std::string::npos ? "" : part.substr(first, part.find_last_not_of(' ') + 1 - first);
}

void add_divided(const TimedFact& fact, const std::vector<TimedFact>& turns, std::vector<TimedFact>& out) {
  const auto& speech = *fact.as<facts::Speech>();
  const auto parts = parts_of(speech, turns);
  if (parts.size() < 2) {
    const auto* turn = turn_of(fact.from, fact.to, speech.channel, turns);
    out.push_back(fact);
    auto& speaker = out.back().as<facts::Speech>()->speaker;
    speaker = !parts.empty()    ? parts.front().speaker
              : turn == nullptr ? ""
                                : turn->as<facts::Turn>()->speaker;
    return;
  }
  std::string_view rest = speech.text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto words =
        std::vector<facts::Word>(speech.words.begin() + static_cast<std::ptrdiff_t>(parts[i].first),
                                 speech.words.begin() + static_cast<std::ptrdiff_t>(parts[i].last));
    std::size_t bytes = 0;
    for (const auto& word : words) bytes += bytes_of(word.text);
    const bool last = i + 1 == parts.size();
    TimedFact part = fact;
    part.from = i == 0 ? fact.from : words.front().from;
    part.to = last ? fact.to : words.back().to;
    *part.as<facts::Speech>() = {take(rest, last ? rest.size() : bytes),
                                 speech.language,
                                 words,
                                 parts[i].speaker,
                                 speech.channel,
                                 speech.sung};
    out.push_back(std::move(part));
  }
}

// Counts the channels that speak from 0; all are 0 where only one of them says more than a little. True where
// several do.
bool number_channels(std::vector<TimedFact>& speech) {
  std::map<int, double> seconds;
  double all = 0;
  for (const auto& fact : speech) {
    seconds[fact.as<facts::Speech>()->channel] += fact.to - fact.from;
    all += fact.to - fact.from;
  }
  const bool several = std::ranges::count_if(seconds, [&](const auto& channel) {
                         return channel.second >= kLeastOfChannel * all;
                       }) > 1;
  for (auto& fact : speech) {
    int& channel = fact.as<facts::Speech>()->channel;
    channel = several ? static_cast<int>(std::distance(seconds.begin(), seconds.find(channel))) : 0;
  }
  return several;
}

}  // namespace

std::vector<TimedFact> with_speakers(std::vector<TimedFact> speech, const std::vector<TimedFact>& turns) {
  if (!turns.empty()) {
    std::vector<TimedFact> divided;
    for (const auto& fact : speech) add_divided(fact, turns, divided);
    speech = std::move(divided);
  }
  if (number_channels(speech) && turns.empty())
    for (auto& fact : speech) {
      auto& said = *fact.as<facts::Speech>();
      said.speaker = fmt::format("channel-{}", said.channel + 1);
    }
  return speech;
}

bool several_channels(const std::vector<TimedFact>& speech) {
  return std::ranges::any_of(speech,
                             [](const TimedFact& fact) { return fact.as<facts::Speech>()->channel != 0; });
}

Result<std::vector<TimedFact>> spoken_facts(const Material& material) {
  auto speech = material.facts.all<facts::Speech>();
  if (!speech) return tl::unexpected(std::move(speech).error());
  const auto turns = material.facts.all<facts::Turn>();
  if (!turns) return tl::unexpected(turns.error());
  return with_speakers(std::move(*speech), *turns);
}

std::string SpeakerNumbers::of(const std::string& speaker) {
  if (speaker.empty()) return {};
  auto found = std::find(known_.begin(), known_.end(), speaker);
  if (found == known_.end()) found = known_.insert(known_.end(), speaker);
  return std::to_string(found - known_.begin() + 1);
}

}  // namespace smarttag::tagging
