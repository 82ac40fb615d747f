#include "media/video/video_track.h"

#include <algorithm>

#include <fmt/format.h>

#include "media/input/duration_limit.h"

namespace smarttag::media {
namespace {

constexpr double kFrameRate = 25;      // assumed where the container tells nothing
constexpr double kMostFrames = 1000;   // a second; beyond that a file only wants to keep us busy
constexpr std::int64_t kGrace = 5000;  // frames before that is looked at

double frame_interval(AVFormatContext& context, AVStream& stream) {
  const AVRational rate = av_guess_frame_rate(&context, &stream, nullptr);
  return rate.num > 0 && rate.den > 0 ? 1 / av_q2d(rate) : 1 / kFrameRate;
}

}  // namespace

PictureLayout layout_of(AVFormatContext& context, AVStream& stream) {
  PictureLayout layout;
  layout.aspect = av_guess_sample_aspect_ratio(&context, &stream, nullptr);
  if (const std::int32_t* matrix = display_matrix(stream); matrix != nullptr) {
    layout.orientation = Orientation::of_matrix(matrix);
  }
  return layout;
}

VideoTrack::VideoTrack(AVFormatContext& context, AVStream& stream, const Timeline& timeline,
                       int displayed_width, const VideoTrackOptions& options, Sink sink)
    : timeline_(timeline),
      base_(stream.time_base),
      interval_(frame_interval(context, stream)),
      displayed_width_(displayed_width),
      options_(options),
      sink_(std::move(sink)),
      sampler_(options.sample_rate),
      converter_(options.analysis_pixels, layout_of(context, stream)) {}

Result<std::unique_ptr<VideoTrack>> VideoTrack::open(AVFormatContext& context, AVStream& stream,
                                                     const Timeline& timeline, int displayed_width,
                                                     const VideoTrackOptions& options, Sink sink) {
  auto decoder = Decoder::open(*stream.codecpar, stream.time_base, options.decoder);
  if (!decoder) return tl::unexpected(decoder.error());
  std::unique_ptr<VideoTrack> track(
      new VideoTrack(context, stream, timeline, displayed_width, options, std::move(sink)));
  track->decoder_ = std::move(*decoder);
  return track;
}

Result<bool> VideoTrack::take(const AVPacket* packet) {
  auto more = decoder_->decode(packet, [this](AVFrame& frame) { return on_frame(frame); });
  if (!more || !*more || packet != nullptr) return more;
  cuts_.finish();
  more = hand_out_decided();
  return !more || !*more ? more : hold(end_);
}

Result<bool> VideoTrack::hold(double until) {
  return on_screen_.frame == nullptr ? true : hand_out_passed(until);
}

Result<bool> VideoTrack::on_frame(AVFrame& frame) {
  const bool dated = frame.best_effort_timestamp != AV_NOPTS_VALUE;
  double time = dated ? timeline_.seconds(frame.best_effort_timestamp, base_) : last_time_ + interval_;
  time = std::max({time, last_time_, 0.0});  // some files count backwards
  last_time_ = time;
  if (auto within = check_duration(time, options_.max_duration); !within)
    return tl::unexpected(within.error());
  if (static_cast<double>(decoder_->frames() - kGrace) > kMostFrames * time) {
    return fail(ErrorKind::kInputTooLarge,
                fmt::format("The video has more than {:.0f} frames a second. Export it at a usual rate.",
                            kMostFrames));
  }
  FrameHandle kept(av_frame_clone(&frame));
  if (kept == nullptr)
    return fail(ErrorKind::kMemoryLimit, "There is too little memory to decode the video.");
  const double length = static_cast<double>(std::max<std::int64_t>(shown_for(frame), 0)) * av_q2d(base_);
  end_ = std::max(end_, time + (length > 0 ? length : interval_));
  cuts_.add(thumbnailer_.make(frame), time);
  waiting_.push_back({std::move(kept), time, length});
  return hand_out_decided();
}

Result<bool> VideoTrack::hand_out_decided() {
  while (const auto cut = cuts_.next()) {
    Waiting next = std::move(waiting_.front());
    waiting_.pop_front();
    const auto more = hand_out(std::move(next), *cut);
    if (!more || !*more) return more;
  }
  return true;
}

Result<bool> VideoTrack::hand_out(Waiting next, bool cut) {
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

Result<bool> VideoTrack::hand_out_passed(double time) {
  for (const double moment : sampler_.passed(time)) {
    const auto more = look(moment);
    if (!more || !*more) return more;
  }
  return true;
}

// Hands out what is on screen at `time`.
Result<bool> VideoTrack::look(double time) {
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
