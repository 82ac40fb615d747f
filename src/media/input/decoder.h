// One decoder of one stream.
#pragma once

#include <atomic>
#include <functional>
#include <memory>

#include "base/error.h"
#include "media/input/ffmpeg.h"

namespace smarttag::media {

struct DecoderLimits {
  std::int64_t max_pixels = 0;
  int threads = 1;
};

// Not movable: FFmpeg keeps a pointer to it. One thread at a time.
class Decoder {
 public:
  // Takes the frame; false stops.
  using Take = std::function<Result<bool>(AVFrame&)>;

  // kInputUnsupported when the codec is not on the allow-list or refuses the stream's parameters.
  static Result<std::unique_ptr<Decoder>> open(const AVCodecParameters& parameters, AVRational time_base,
                                               const DecoderLimits& limits);

  // Decodes a packet (null: what is still inside, at the end) and gives each frame to `take`; false once
  // `take` said so. A damaged packet is counted and skipped. kInputTooLarge for a frame beyond max_pixels,
  // before its memory is taken.
  Result<bool> decode(const AVPacket* packet, const Take& take);

  std::int64_t packets() const { return packets_; }
  std::int64_t damaged() const { return damaged_; }
  std::int64_t frames() const { return frames_; }
  AVCodecContext& context() { return *context_; }

 private:
  explicit Decoder(const DecoderLimits& limits) : limits_(limits), frame_(av_frame_alloc()) {}
  static int get_buffer(AVCodecContext* context, AVFrame* frame, int flags);
  Result<bool> receive(const Take& take);
  Result<void> check_size() const;

  DecoderLimits limits_;
  std::atomic<int> wide_ = 0;  // size of a frame that was refused; written by decoder threads
  std::atomic<int> high_ = 0;
  std::int64_t packets_ = 0;
  std::int64_t damaged_ = 0;
  std::int64_t frames_ = 0;
  FrameHandle frame_;
  CodecContext context_;
};

}  // namespace smarttag::media
