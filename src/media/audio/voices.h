// Finds the voices of one sound track: which of its channels belong together, and which are heard by
// themselves.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "media/audio/downmix.h"
#include "media/frame.h"

namespace smarttag::media {

// Takes the channels of a track at 16 kHz and hands out channels of speech (AudioChunk::channel):
// - channels that sound alike (a scene in stereo) are mixed into one;
// - channels that sound at the same time and differ, or of which only some sound, are voices of their own
//   (the two sides of a telephone call);
// - in a surround layout the centre carries the dialogue: it is heard alone while it sounds, else all are
//   mixed.
// Decided for each stretch of about 10 s, which is what is held; stretches are cut where it is quiet. One
// thread at a time.
class Voices {
 public:
  using Sink = std::function<bool(AudioChunk)>;

  // `next_channel` gives numbers to channels of speech, over all tracks of a file; it must outlive this.
  Voices(int& next_channel, Sink sink) : next_channel_(next_channel), sink_(std::move(sink)) {}

  // Before the first sound and whenever the layout changes. `known`: the places of the channels are told by
  // the file. False once the sink said so.
  bool set_layout(const AVChannelLayout& layout, bool known);

  // Consecutive samples: one array of `count` for each channel. False once the sink said so.
  bool add(const float* const* planes, std::size_t count);
  bool add_silence(std::size_t count);

  // At the end: hands out what is left.
  bool finish();

  // Samples taken since the start.
  std::int64_t taken() const { return handed_out_ + static_cast<std::int64_t>(held()); }

 private:
  // Channels that are heard as one.
  struct Group {
    std::vector<std::size_t> members;
    Downmix mix;
    int key;              // which channel of speech: kTogether, or the first of its members
    bool always = false;  // handed out even where it is silent
  };
  // What was measured of a stretch.
  struct Levels;

  static constexpr int kTogether = -1;
  std::size_t held() const { return planes_.empty() ? 0 : planes_.front().size(); }
  Group group(std::vector<std::size_t> members, int key, bool always) const;
  void regroup(const Levels& levels);
  std::vector<std::size_t> components(const Levels& levels) const;
  bool hand_out(std::size_t count);
  bool hand_out(Group& group, std::size_t count);

  int& next_channel_;
  Sink sink_;
  std::vector<float> weights_;  // of the channels
  std::optional<std::size_t> centre_;
  std::vector<std::vector<float>> planes_;  // of each channel; not handed out yet
  std::vector<std::size_t> apart_;          // the component of each channel; all 0 while they are together
  std::vector<Group> groups_;
  std::map<int, int> numbers_;  // from Group::key to AudioChunk::channel
  std::int64_t handed_out_ = 0;
};

}  // namespace smarttag::media
