// From the packets of a video stream to sampled frames.
#pragma once

#include <deque>
#include <functional>
#include <memory>

#include "base/error.h"
#include "media/frame.h"
#include "media/input/decoder.h"
#include "media/input/timeline.h"
#include "media/video/picture_converter.h"
#include "media/video/sampler.h"
#include "media/video/shot_cut.h"
#include "media/video/thumbnail.h"

namespace smarttag::media {

struct VideoTrackOptions {
  int analysis_pixels = 0;  // long side of the frames
  double sample_rate = 0;   // frames a second
  double max_duration = 0;  // seconds
  DecoderLimits decoder;
};

// What the container says of the pictures of this stream.
PictureLayout layout_of(AVFormatContext& context, AVStream& stream);

// Every frame is decoded and made a thumbnail of; only the sampled ones are converted. Holds some ten decoded
// frames. One thread at a time; the timeline and the stream must outlive it.
class VideoTrack {
 public:
  using Sink = std::function<bool(Frame)>;

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
  struct Waiting {
    FrameHandle frame;
    double time = 0;
    double length = 0;  // seconds for which it is shown; 0 where unknown
  };
  VideoTrack(AVFormatContext& context, AVStream& stream, const Timeline& timeline, int displayed_width,
             const VideoTrackOptions& options, Sink sink);
  Result<bool> on_frame(AVFrame& frame);
  Result<bool> hand_out_decided();
  Result<bool> hand_out(Waiting next, bool cut);
  Result<bool> hand_out_passed(double time);
  Result<bool> look(double time);

  const Timeline& timeline_;
  AVRational base_;
  double interval_;  // usual seconds between frames
  int displayed_width_;
  VideoTrackOptions options_;
  Sink sink_;
  std::unique_ptr<Decoder> decoder_;
  Thumbnailer thumbnailer_;
  ShotCut cuts_;
  Sampler sampler_;
  PictureConverter converter_;
  std::deque<Waiting> waiting_;
  Waiting on_screen_;      // the frame handed out or passed over last
  cv::Mat on_screen_bgr_;  // its picture, once it was looked at
  double last_time_ = -1;
  double end_ = 0;
  std::int64_t samples_ = 0;
  int shot_ = -1;
};

}  // namespace smarttag::media
