// From the packets of an audio stream to 16 kHz mono.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "base/error.h"
#include "media/audio/downmix.h"
#include "media/frame.h"
#include "media/input/decoder.h"
#include "media/input/timeline.h"

namespace smarttag::media {

// Sample i of all that is handed out lies at i / 16000 seconds: a late start and gaps are filled with
// silence, overlaps are cut. One thread at a time; the timeline must outlive it.
class AudioTrack {
 public:
  using Sink = std::function<bool(AudioChunk)>;

  // Errors as Decoder::open.
  static Result<std::unique_ptr<AudioTrack>> open(const AVStream& stream, const Timeline& timeline,
                                                  double max_duration, Sink sink);

  // The next packet; null at the end, which hands out what is left. False once the sink said so.
  // kInputTooLarge beyond max_duration.
  Result<bool> take(const AVPacket* packet);

  const Decoder& decoder() const { return *decoder_; }

 private:
  AudioTrack(const AVStream& stream, const Timeline& timeline, double max_duration, Sink sink);
  Result<bool> on_frame(AVFrame& frame);
  Result<bool> adjust(const AVFrame& frame);
  Result<bool> convert(const AVFrame* frame);
  Result<bool> silence_until(std::int64_t position);
  Result<void> set_up(const AVFrame& frame);
  Result<bool> hand_out(std::size_t at_least);
  bool fits(const AVFrame& frame) const;

  const Timeline& timeline_;
  AVRational base_;
  double max_duration_;
  Sink sink_;
  std::unique_ptr<Decoder> decoder_;

  Resampler resampler_;
  std::optional<Downmix> downmix_;
  std::vector<std::vector<float>> planes_;  // one for each channel, at 16 kHz
  int format_ = AV_SAMPLE_FMT_NONE;         // of the frames that the resampler is set up for
  int rate_ = 0;
  int channels_ = 0;
  std::uint64_t places_ = 0;  // mask of the channels' places, 0 where they are unknown

  std::optional<double> expected_;  // seconds at which the next frame continues the last one
  std::int64_t skip_ = 0;           // samples still to drop, for an overlap
  std::vector<float> samples_;      // not handed out yet
  std::int64_t handed_out_ = 0;     // samples
};

}  // namespace smarttag::media
