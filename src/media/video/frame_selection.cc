#include "media/video/frame_selection.h"

#include <utility>

namespace smarttag::media {

FrameSelection::FrameSelection(const PictureLayout& layout, int displayed_width, int analysis_pixels,
                               double sample_rate, Sink sink)
    : displayed_width_(displayed_width),
      sink_(std::move(sink)),
      sampler_(sample_rate),
      converter_(analysis_pixels, layout) {}

Result<bool> FrameSelection::add(FrameHandle frame, double time) {
  cuts_.add(thumbnailer_.make(*frame), time);
  waiting_.push_back({std::move(frame), time});
  return hand_out_decided();
}

Result<bool> FrameSelection::finish(double end) {
  cuts_.finish();
  const auto more = hand_out_decided();
  return !more || !*more ? more : hold(end);
}

Result<bool> FrameSelection::hold(double until) {
  return on_screen_.frame == nullptr ? true : hand_out_passed(until);
}

Result<bool> FrameSelection::hand_out_decided() {
  while (const auto cut = cuts_.next()) {
    Waiting next = std::move(waiting_.front());
    waiting_.pop_front();
    const auto more = hand_out(std::move(next), *cut);
    if (!more || !*more) return more;
  }
  return true;
}

Result<bool> FrameSelection::hand_out(Waiting next, bool cut) {
  if (on_screen_.frame != nullptr) {
    const auto more = hand_out_passed(next.time);
    if (!more || !*more) return more;
  }
  if (cut) ++shot_;
  const double time = next.time;
  on_screen_ = std::move(next);
  on_screen_bgr_.release();
  return sampler_.looks(time, cut) ? look(time) : true;
}

Result<bool> FrameSelection::hand_out_passed(double time) {
  for (const double moment : sampler_.passed(time)) {
    const auto more = look(moment);
    if (!more || !*more) return more;
  }
  return true;
}

// Hands out what is on screen at `time`.
Result<bool> FrameSelection::look(double time) {
  if (on_screen_bgr_.empty()) {
    auto bgr = converter_.convert(*on_screen_.frame);
    if (!bgr) return tl::unexpected(bgr.error());
    on_screen_bgr_ = *bgr;
  }
  Frame frame;
  frame.time = time;
  frame.index = samples_++;
  frame.shot = shot_;
  frame.bgr = on_screen_bgr_;
  frame.scale = static_cast<float>(displayed_width_) / static_cast<float>(on_screen_bgr_.cols);
  return sink_(std::move(frame));
}

}  // namespace smarttag::media
