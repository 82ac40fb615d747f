// Opens one local file and decodes it once: sampled frames for the eyes, 16 kHz mono audio for the ears.
#pragma once

#include <functional>
#include <memory>

#include "base/error.h"
#include "base/settings.h"
#include "media/frame.h"

namespace smarttag::media {

// What an open may cost. From the settings of the same names.
struct Limits {
  std::int64_t max_bytes = 0;
  double max_duration = 0;  // seconds
  std::int64_t max_pixels = 0;
  int max_streams = 0;
  int analysis_pixels = 0;  // long side of the frames handed out
  double sample_rate = 0;   // frames a second handed out; the first frame of a shot comes always
  static Limits from(const Settings& settings);
};

// Called on the thread that runs decode(). A sink may block (that is the back-pressure which bounds memory).
// Returning false stops the decode early.
struct Sinks {
  std::function<bool(Frame)> frame;              // empty: video is not decoded
  std::function<bool(AudioChunk)> audio;         // empty: audio is not decoded
  std::function<void(double seconds)> progress;  // time reached in the source; may be empty
};

class Source {
 public:
  // Reads from an open, seekable file descriptor, which stays the caller's and must outlive the Source. Never
  // opens another file or address. Errors: kInputUnreadable, kInputUnsupported, kInputRefused,
  // kInputTooLarge.
  static Result<std::unique_ptr<Source>> open(int fd, const Limits& limits);

  virtual ~Source() = default;

  // The duration is the container's, or counted from its packets where that tells none. decode() corrects it
  // for MPEG-TS and MPEG-PS, whose timestamps may jump.
  virtual const MediaInfo& info() const = 0;

  // Runs through the whole source, on the calling thread; call it once. A source that ends early (truncated
  // file) or that is mostly damaged is kInputUnreadable after what could be read was handed out;
  // kInputTooLarge when a limit is passed that only decoding shows. A few damaged packets are skipped with a
  // line in the log.
  virtual Result<void> decode(const Sinks& sinks) = 0;
};

}  // namespace smarttag::media
