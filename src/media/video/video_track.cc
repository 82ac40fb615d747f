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
      options_(options),
      selection_(layout_of(context, stream), displayed_width, options.analysis_pixels, options.sample_rate,
                 std::move(sink)) {}

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
  return selection_.finish(end_);
}

Result<bool> VideoTrack::hold(double until) { return selection_.hold(until); }

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
  return selection_.add(std::move(kept), time);
}

}  // namespace smarttag::media
