#include "media/audio/voices.h"

#include <algorithm>
#include <numeric>

#include "media/audio/levels.h"

namespace smarttag::media {
namespace {

constexpr std::size_t kStretch = 10 * kSampleRate;
constexpr std::size_t kChunk = kSampleRate / 2;
constexpr float kAlike = 0.6F;  // likeness from which channels are one scene
constexpr float kDifferent =
    0.4F;  // and up to which they are voices of their own; between, it stays as it is
constexpr float kHeardCentre = 30;  // dB by which the centre may be softer than the rest and still count

}  // namespace

struct Voices::Levels {
  std::vector<Loudness> channels;
};

bool Voices::set_layout(const AVChannelLayout& layout, bool known) {
  const auto channels = static_cast<std::size_t>(layout.nb_channels);
  auto weights = downmix_weights(layout);
  std::optional<std::size_t> centre;
  const int place = av_channel_layout_index_from_channel(&layout, AV_CHAN_FRONT_CENTER);
  if (channels > 2 && place >= 0) centre = static_cast<std::size_t>(place);
  // Recorders give each microphone a channel; but 5.1 and 7.1 are written without their places too.
  if (!known && channels != 6 && channels != 8) {
    centre.reset();
    std::ranges::fill(weights, 1.0F);
  }
  if (planes_.size() == channels && weights == weights_ && centre == centre_) return true;
  if (!finish()) return false;
  weights_ = std::move(weights);
  centre_ = centre;
  planes_.assign(channels, {});
  apart_.assign(channels, 0);
  groups_.clear();
  std::vector<std::size_t> all(channels);
  std::iota(all.begin(), all.end(), 0U);
  groups_.push_back(group(std::move(all), kTogether, true));
  return true;
}

bool Voices::add(const float* const* planes, std::size_t count) {
  for (std::size_t i = 0; i < planes_.size(); ++i)
    planes_[i].insert(planes_[i].end(), planes[i], planes[i] + count);
  const std::size_t most = planes_.size() == 1 ? kChunk : kStretch;
  while (held() >= most)
    if (!hand_out(most)) return false;
  return true;
}

bool Voices::add_silence(std::size_t count) {
  if (planes_.empty()) {  // before any sound: a layout is not known yet
    AVChannelLayout mono = AV_CHANNEL_LAYOUT_MONO;
    if (!set_layout(mono, true)) return false;
  }
  while (count > 0) {
    const std::size_t part = std::min(count, kChunk);
    const std::vector<float> silence(part, 0.0F);
    const std::vector<const float*> planes(planes_.size(), silence.data());
    if (!add(planes.data(), part)) return false;
    count -= part;
  }
  return true;
}

bool Voices::finish() {
  while (held() > 0)
    if (!hand_out(held())) return false;
  return true;
}

Voices::Group Voices::group(std::vector<std::size_t> members, int key, bool always) const {
  std::vector<float> weights;
  for (const std::size_t member : members) weights.push_back(weights_[member]);
  return {std::move(members), Downmix(std::move(weights)), key, always};
}

// The groups of the stretch to come.
void Voices::regroup(const Levels& levels) {
  std::vector<std::size_t> all(planes_.size());
  std::iota(all.begin(), all.end(), 0U);
  if (centre_) {
    float rest = -100;
    for (const std::size_t i : all)
      if (i != *centre_ && weights_[i] > 0) rest = std::max(rest, levels.channels[i].high());
    const Loudness& centre = levels.channels[*centre_];
    const bool alone = centre.sounds() && centre.high() > rest - kHeardCentre;
    const std::size_t members = alone ? 1 : all.size();
    if (groups_.size() == 1 && groups_.front().members.size() == members) return;
    groups_.clear();
    groups_.push_back(group(alone ? std::vector{*centre_} : all, kTogether, true));
    return;
  }
  auto apart = components(levels);
  if (apart == apart_) return;
  apart_ = std::move(apart);
  groups_.clear();
  if (std::ranges::all_of(apart_, [](std::size_t c) { return c == 0; })) {
    groups_.push_back(group(all, kTogether, true));
    return;
  }
  for (const std::size_t first : all) {
    std::vector<std::size_t> members;
    for (const std::size_t i : all)
      if (apart_[i] == first) members.push_back(i);
    if (!members.empty()) groups_.push_back(group(std::move(members), static_cast<int>(first), false));
  }
}

// For each channel the first of those that sound like it.
std::vector<std::size_t> Voices::components(const Levels& levels) const {
  std::vector<std::size_t> component(planes_.size());
  std::iota(component.begin(), component.end(), 0U);
  const auto sounding = std::ranges::count_if(levels.channels, &Loudness::sounds);
  if (sounding == 0) return apart_;
  for (std::size_t i = 1; i < component.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      if (component[k] != k) continue;
      const bool both = levels.channels[i].sounds() && levels.channels[k].sounds();
      const auto alike = both ? likeness(levels.channels[i], levels.channels[k]) : std::nullopt;
      const bool before = apart_[i] == apart_[k];
      // One that is silent, or speaks when the other does not, is a voice of its own: that loses nothing.
      const bool together = alike && (*alike >= kAlike || (before && *alike > kDifferent));
      if (!together) continue;
      component[i] = k;
      break;
    }
  }
  return component;
}

// The next `count` samples, or somewhat fewer: up to a pause.
bool Voices::hand_out(std::size_t count) {
  bool more = true;
  if (planes_.size() > 1) {
    Levels levels;
    for (const auto& plane : planes_) levels.channels.emplace_back(std::span(plane).first(count));
    if (count == kStretch) count = std::min(count, quietest_frame(levels.channels) * Loudness::kFrame);
    regroup(levels);
    for (Group& one : groups_) {
      const bool sounds = std::ranges::any_of(
          one.members, [&](std::size_t member) { return levels.channels[member].sounds(); });
      if (one.always || sounds) more = hand_out(one, count) && more;
    }
  } else {
    more = hand_out(groups_.front(), count);
  }
  for (auto& plane : planes_) plane.erase(plane.begin(), plane.begin() + static_cast<std::ptrdiff_t>(count));
  handed_out_ += static_cast<std::int64_t>(count);
  return more;
}

bool Voices::hand_out(Group& group, std::size_t count) {
  auto number = numbers_.find(group.key);
  if (number == numbers_.end()) number = numbers_.emplace(group.key, next_channel_++).first;
  std::vector<const float*> planes;
  for (std::size_t start = 0; start < count; start += kChunk) {
    const std::size_t length = std::min(kChunk, count - start);
    planes.clear();
    for (const std::size_t member : group.members) planes.push_back(planes_[member].data() + start);
    AudioChunk chunk;
    chunk.time = static_cast<double>(handed_out_ + static_cast<std::int64_t>(start)) / kSampleRate;
    chunk.channel = number->second;
    group.mix.mix(planes.data(), static_cast<int>(length), chunk.samples);
    if (!sink_(std::move(chunk))) return false;
  }
  return true;
}

}  // namespace smarttag::media
