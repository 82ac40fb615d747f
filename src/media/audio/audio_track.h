// From the packets of an audio stream to channels of speech at 16 kHz.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "base/error.h"
#include "media/audio/voices.h"
#include "media/frame.h"
#include "media/input/decoder.h"
#include "media/input/timeline.h"

namespace smarttag::media {

struct AudioTrackOptions {
  double max_duration = 0;  // seconds
  // The timestamps of raw streams (AAC, MP3, G.722) are counted from packets, wrongly where the rate changes:
  // sound is placed by what was decoded before it.
  bool ignore_timestamps = false;
  // The same for sound of another rate than this one, in samples a second, where timestamps are counted in
  // samples of this rate; 0 where they are not.
  int counted_rate = 0;
};

// Chunks lie where the timestamps say: a late start and gaps are filled with silence, overlaps are cut. One
// thread at a time; the timeline and the number of the next channel must outlive it.
class AudioTrack {
 public:
  using Sink = std::function<bool(AudioChunk)>;

  // Errors as Decoder::open.
  static Result<std::unique_ptr<AudioTrack>> open(const AVStream& stream, const Timeline& timeline,
                                                  const AudioTrackOptions& options, int& next_channel,
                                                  Sink sink);

  // The next packet; null at the end, which hands out what is left. False once the sink said so.
  // kInputTooLarge beyond max_duration.
  Result<bool> take(const AVPacket* packet);

  const Decoder& decoder() const { return *decoder_; }

  // Where the sound decoded so far ends, in seconds.
  double end() const { return static_cast<double>(voices_.taken()) / kSampleRate; }

 private:
  AudioTrack(const AVStream& stream, const Timeline& timeline, const AudioTrackOptions& options,
             int& next_channel, Sink sink);
  Result<bool> on_frame(AVFrame& frame);
  Result<bool> adjust(const AVFrame& frame);
  Result<bool> convert(const AVFrame* frame);
  Result<bool> silence_until(std::int64_t position);
  Result<bool> set_up(const AVFrame& frame);
  bool fits(const AVFrame& frame) const;

  const Timeline& timeline_;
  AVRational base_;
  AudioTrackOptions options_;
  std::unique_ptr<Decoder> decoder_;

  Resampler resampler_;
  Voices voices_;
  std::vector<std::vector<float>> planes_;  // one for each channel, at 16 kHz
  int format_ = AV_SAMPLE_FMT_NONE;         // of the frames that the resampler is set up for
  int rate_ = 0;
  int channels_ = 0;
  std::uint64_t places_ = 0;  // mask of the channels' places, 0 where they are unknown

  std::optional<double> expected_;  // seconds at which the next frame continues the last one
  std::int64_t skip_ = 0;           // samples still to drop, for an overlap
};

}  // namespace smarttag::media
