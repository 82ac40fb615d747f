// One listener for each channel of the sound: begun anew where the sound has a gap, ended with it.
#pragma once

#include <cstddef>
#include <map>
#include <optional>

#include "base/error.h"
#include "media/frame.h"

namespace smarttag::speech {

// Listener has continued_by(chunk), hear(samples) and finish(), which give Result<void>. Used by one thread.
template <class Listener>
class Listeners {
 public:
  // `begin(listener)` puts a new one into the empty optional, for the channel and from the time of the chunk
  // on.
  template <class Begin>
  Result<void> hear(const media::AudioChunk& chunk, const Begin& begin) {
    auto& listener = by_channel_[chunk.channel];
    if (listener && !listener->continued_by(chunk)) {
      if (auto done = listener->finish(); !done) return done;
      listener.reset();
    }
    if (!listener) begin(listener);
    return listener->hear(chunk.samples);
  }

  Result<void> finish() {
    for (auto& [channel, listener] : by_channel_)
      if (listener)
        if (auto done = listener->finish(); !done) return done;
    return {};
  }

  std::size_t channels() const { return by_channel_.size(); }

 private:
  std::map<int, std::optional<Listener>> by_channel_;
};

}  // namespace smarttag::speech
