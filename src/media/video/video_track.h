// From the packets of a video stream to sampled frames.
#pragma once

#include <functional>
#include <memory>

#include "base/error.h"
#include "media/frame.h"
#include "media/input/decoder.h"
#include "media/input/timeline.h"
#include "media/video/frame_selection.h"

namespace smarttag::media {

struct VideoTrackOptions {
  int analysis_pixels = 0;  // long side of the frames
  double sample_rate = 0;   // frames a second
  double max_duration = 0;  // seconds
  DecoderLimits decoder;
};

// What the container says of the pictures of this stream.
PictureLayout layout_of(AVFormatContext& context, AVStream& stream);

// Every frame is decoded; FrameSelection says which are handed out. One thread at a time; the timeline and
// the stream must outlive it.
class VideoTrack {
 public:
  using Sink = FrameSelection::Sink;

  // `displayed_width`: what Frame::scale refers to. Errors as Decoder::open.
  static Result<std::unique_ptr<VideoTrack>> open(AVFormatContext& context, AVStream& stream,
                                                  const Timeline& timeline, int displayed_width,
                                                  const VideoTrackOptions& options, Sink sink);

  // The next packet; null at the end, which hands out what is left. False once the sink said so.
  // kInputTooLarge beyond a limit, kAnalysisFailed for a pixel format that cannot be converted.
  Result<bool> take(const AVPacket* packet);

  // After the end: the last picture stays on screen until then, as players show it while the sound goes on.
  Result<bool> hold(double until);

  // Where the pictures decoded so far end, in seconds.
  double end() const { return end_; }

  const Decoder& decoder() const { return *decoder_; }

 private:
  VideoTrack(AVFormatContext& context, AVStream& stream, const Timeline& timeline, int displayed_width,
             const VideoTrackOptions& options, Sink sink);
  Result<bool> on_frame(AVFrame& frame);

  const Timeline& timeline_;
  AVRational base_;
  double interval_;  // usual seconds between frames
  VideoTrackOptions options_;
  std::unique_ptr<Decoder> decoder_;
  FrameSelection selection_;
  double last_time_ = -1;
  double end_ = 0;
};

}  // namespace smarttag::media
