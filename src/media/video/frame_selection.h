// From decoded frames in order of time to the sampled pictures that analysers see.
#pragma once

#include <deque>
#include <functional>

#include "base/error.h"
#include "media/frame.h"
#include "media/video/picture_converter.h"
#include "media/video/sampler.h"
#include "media/video/shot_cut.h"
#include "media/video/thumbnail.h"

namespace smarttag::media {

// Every frame is made a thumbnail of; only the sampled ones are converted. Holds some ten decoded frames. One
// thread at a time.
class FrameSelection {
 public:
  using Sink = std::function<bool(Frame)>;

  // `displayed_width`: what Frame::scale refers to; `analysis_pixels`: the long side of the frames handed
  // out; `sample_rate`: frames a second.
  FrameSelection(const PictureLayout& layout, int displayed_width, int analysis_pixels, double sample_rate,
                 Sink sink);

  // The next frame, on screen from `time`, in seconds and not before the one before it. False once the sink
  // said so. kAnalysisFailed for a pixel format that cannot be converted.
  Result<bool> add(FrameHandle frame, double time);

  // No more frames will come: hands out what is left, the last picture as on screen until `end`.
  Result<bool> finish(double end);

  // After the end: the last picture stays on screen until then, as players show it while the sound goes on.
  Result<bool> hold(double until);

 private:
  struct Waiting {
    FrameHandle frame;
    double time = 0;
  };
  Result<bool> hand_out_decided();
  Result<bool> hand_out(Waiting next, bool cut);
  Result<bool> hand_out_passed(double time);
  Result<bool> look(double time);

  int displayed_width_;
  Sink sink_;
  Thumbnailer thumbnailer_;
  ShotCut cuts_;
  Sampler sampler_;
  PictureConverter converter_;
  std::deque<Waiting> waiting_;
  Waiting on_screen_;      // the frame handed out or passed over last
  cv::Mat on_screen_bgr_;  // its picture, once it was looked at
  std::int64_t samples_ = 0;
  int shot_ = -1;
};

}  // namespace smarttag::media
