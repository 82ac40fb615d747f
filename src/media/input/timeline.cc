#include "media/input/timeline.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>

#include <spdlog/spdlog.h>

namespace smarttag::media {
namespace {

constexpr double kJump = 10;  // seconds without a packet that count as a jump, as in the ffmpeg program
constexpr double kHole =
    3600;  // the same in formats whose timestamps do not jump: a recorded screen stands still
constexpr double kBackward = 1;  // seconds backward that count as a jump where the format allows jumps

double in_seconds(std::int64_t timestamp, AVRational base) {
  return static_cast<double>(timestamp) * av_q2d(base);
}

// Ogg streams are chained and FLV files joined by laying one behind the other.
bool may_restart(const Demuxer& demuxer) {
  const std::string_view format = demuxer.context().iformat->name;
  return format == "ogg" || format == "flv";
}

double start_of(const StreamChoice& streams) {
  double start = std::numeric_limits<double>::infinity();
  for (const AVStream* stream : streams.all()) {
    if (stream->start_time != AV_NOPTS_VALUE) {
      start = std::min(start, in_seconds(stream->start_time, stream->time_base));
    }
  }
  return std::isfinite(start) ? start : 0;
}

}  // namespace

std::optional<double> declared_duration(const Demuxer& demuxer, const StreamChoice& streams) {
  const AVFormatContext& context = demuxer.context();
  if (context.duration == AV_NOPTS_VALUE || context.duration <= 0 ||
      context.duration_estimation_method == AVFMT_DURATION_FROM_BITRATE) {
    return std::nullopt;
  }
  const double start = start_of(demuxer.streams());
  double end = 0;
  for (const AVStream* stream : streams.all()) {
    if (stream->duration == AV_NOPTS_VALUE || stream->start_time == AV_NOPTS_VALUE) {
      const double length = in_seconds(context.duration, AV_TIME_BASE_Q);
      const double first =
          context.start_time == AV_NOPTS_VALUE ? start : in_seconds(context.start_time, AV_TIME_BASE_Q);
      // Matroska counts its duration from 0 whatever the first timestamp is.
      const bool from_zero =
          std::string_view(context.iformat->name).starts_with("matroska") && length > first;
      return (from_zero ? length : first + length) - start;
    }
    end = std::max(end, in_seconds(stream->start_time + stream->duration, stream->time_base));
  }
  return std::max(0.0, end - start);
}

bool may_jump(const Demuxer& demuxer) { return (demuxer.context().iformat->flags & AVFMT_TS_DISCONT) != 0; }

Timeline::Timeline(const Demuxer& demuxer)
    : start_(start_of(demuxer.streams())),
      declared_end_(
          declared_duration(demuxer, demuxer.streams()).value_or(std::numeric_limits<double>::infinity())),
      may_jump_(may_jump(demuxer)),
      may_restart_(may_restart(demuxer)) {
  for (AVStream* stream : demuxer.streams().all()) tracks_.push_back({stream, {}});
}

double Timeline::seconds(std::int64_t timestamp, AVRational base) const {
  return in_seconds(timestamp, base) - start_;
}

// By how much the time is off, 0 where it is plausible.
double Timeline::jump(const Track& track, double time) const {
  if (!track.next) return 0;
  const double ahead = time - *track.next;
  if (may_restart_ && ahead < -kBackward) return ahead;
  const bool plausible =
      may_jump_ ? ahead <= kJump && ahead >= -kBackward
                : ahead <= kHole || (std::isfinite(declared_end_) && time <= declared_end_ + kJump);
  return plausible ? 0 : ahead;
}

void Timeline::straighten(AVPacket& packet) {
  const auto track = std::ranges::find_if(
      tracks_, [&](const Track& one) { return one.stream->index == packet.stream_index; });
  if (track == tracks_.end()) return;
  const AVRational base = track->stream->time_base;
  const std::int64_t stamp = packet.dts != AV_NOPTS_VALUE ? packet.dts : packet.pts;
  if (stamp != AV_NOPTS_VALUE) {
    const double off = jump(*track, seconds(stamp, base) + shift_);
    if (off != 0) {
      spdlog::info("timestamps jump by {:.3f} s at {:.3f} s; taken out", off, *track->next);
      shift_ -= off;
    }
  }
  const auto shift = static_cast<std::int64_t>(std::llround(shift_ / av_q2d(base)));
  if (packet.dts != AV_NOPTS_VALUE) packet.dts += shift;
  if (packet.pts != AV_NOPTS_VALUE) packet.pts += shift;
  const double length = in_seconds(std::max<std::int64_t>(packet.duration, 0), base);
  if (stamp != AV_NOPTS_VALUE) {
    track->next = seconds(stamp + shift, base) + length;
  } else {
    track->next = track->next.value_or(0) + length;
  }
  const std::int64_t shown = packet.pts != AV_NOPTS_VALUE ? packet.pts : packet.dts;
  reached_ = std::max(reached_, shown != AV_NOPTS_VALUE ? seconds(shown, base) + length : *track->next);
}

}  // namespace smarttag::media
