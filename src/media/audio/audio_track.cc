#include "media/audio/audio_track.h"

#include <algorithm>
#include <cmath>

#include "media/input/duration_limit.h"

namespace smarttag::media {
namespace {

constexpr int kRoom = 256;        // samples that the resampler may give beyond its estimate
constexpr double kJitter = 0.03;  // seconds by which timestamps of continuous sound may be off

std::uint64_t places_of(const AVFrame& frame) {
  return frame.ch_layout.order == AV_CHANNEL_ORDER_NATIVE ? frame.ch_layout.u.mask : 0;
}

}  // namespace

AudioTrack::AudioTrack(const AVStream& stream, const Timeline& timeline, const AudioTrackOptions& options,
                       int& next_channel, Sink sink)
    : timeline_(timeline),
      base_(stream.time_base),
      options_(options),
      voices_(next_channel, std::move(sink)) {}

Result<std::unique_ptr<AudioTrack>> AudioTrack::open(const AVStream& stream, const Timeline& timeline,
                                                     const AudioTrackOptions& options, int& next_channel,
                                                     Sink sink) {
  auto decoder = Decoder::open(*stream.codecpar, stream.time_base, {});
  if (!decoder) return tl::unexpected(decoder.error());
  std::unique_ptr<AudioTrack> track(new AudioTrack(stream, timeline, options, next_channel, std::move(sink)));
  track->decoder_ = std::move(*decoder);
  return track;
}

Result<bool> AudioTrack::take(const AVPacket* packet) {
  auto more = decoder_->decode(packet, [this](AVFrame& frame) { return on_frame(frame); });
  if (!more || !*more || packet != nullptr) return more;
  more = convert(nullptr);
  return !more || !*more ? more : voices_.finish();
}

Result<bool> AudioTrack::on_frame(AVFrame& frame) {
  if (frame.nb_samples <= 0 || frame.sample_rate <= 0) return true;
  auto more = adjust(frame);
  if (!more || !*more) return more;
  if (!fits(frame)) {
    more = convert(nullptr);
    if (!more || !*more) return more;
    more = set_up(frame);
    if (!more || !*more) return more;
  }
  more = convert(&frame);
  if (!more || !*more) return more;
  *expected_ += static_cast<double>(frame.nb_samples) / frame.sample_rate;
  if (auto within = check_duration(*expected_, options_.max_duration); !within)
    return tl::unexpected(within.error());
  return true;
}

// Fills a gap before the frame, or notes how much of it overlaps with what came before.
Result<bool> AudioTrack::adjust(const AVFrame& frame) {
  const bool miscounted =
      options_.ignore_timestamps || (options_.counted_rate > 0 && frame.sample_rate != options_.counted_rate);
  const bool dated = frame.best_effort_timestamp != AV_NOPTS_VALUE && !(expected_ && miscounted);
  const double time = dated ? timeline_.seconds(frame.best_effort_timestamp, base_) : expected_.value_or(0);
  const double off = time - expected_.value_or(0);
  if (expected_ && std::abs(off) <= kJitter) return true;
  if (off < 0) {
    skip_ += std::llround(-off * kSampleRate);
    expected_ = time;
    return true;
  }
  if (auto within = check_duration(time, options_.max_duration); !within)
    return tl::unexpected(within.error());
  auto more = convert(nullptr);
  if (!more || !*more) return more;
  expected_ = time;
  return silence_until(std::llround(time * kSampleRate));
}

Result<bool> AudioTrack::silence_until(std::int64_t position) {
  const std::int64_t missing = position - voices_.taken();
  return missing <= 0 || voices_.add_silence(static_cast<std::size_t>(missing));
}

bool AudioTrack::fits(const AVFrame& frame) const {
  return resampler_ != nullptr && frame.format == format_ && frame.sample_rate == rate_ &&
         frame.ch_layout.nb_channels == channels_ && places_of(frame) == places_;
}

Result<bool> AudioTrack::set_up(const AVFrame& frame) {
  format_ = frame.format;
  rate_ = frame.sample_rate;
  channels_ = frame.ch_layout.nb_channels;
  places_ = places_of(frame);
  AVChannelLayout layout{};
  if (places_ != 0) {
    av_channel_layout_from_mask(&layout, places_);
  } else {
    av_channel_layout_default(&layout, channels_);
  }
  SwrContext* context = nullptr;
  int error = swr_alloc_set_opts2(&context, &layout, AV_SAMPLE_FMT_FLTP, kSampleRate, &layout,
                                  static_cast<AVSampleFormat>(frame.format), frame.sample_rate, 0, nullptr);
  resampler_.reset(context);
  if (error >= 0) error = swr_init(context);
  bool more = true;
  if (error >= 0) more = voices_.set_layout(layout, places_ != 0);
  av_channel_layout_uninit(&layout);
  if (error >= 0) return more;
  resampler_.reset();
  return fail(
      ErrorKind::kInputUnsupported,
      "The channels or the sample rate of the sound cannot be handled. Convert the file first, for example "
      "with ffmpeg.",
      ffmpeg_text(error));
}

// Adds the frame at 16 kHz; null: what the resampler still holds, after which it is empty.
Result<bool> AudioTrack::convert(const AVFrame* frame) {
  if (resampler_ == nullptr) return true;
  const int room = swr_get_out_samples(resampler_.get(), frame != nullptr ? frame->nb_samples : 0) + kRoom;
  planes_.resize(static_cast<std::size_t>(channels_));
  std::vector<std::uint8_t*> out;
  for (std::vector<float>& plane : planes_) {
    if (plane.size() < static_cast<std::size_t>(room)) plane.resize(static_cast<std::size_t>(room));
    out.push_back(reinterpret_cast<std::uint8_t*>(plane.data()));
  }
  const int got =
      swr_convert(resampler_.get(), out.data(), room,
                  frame != nullptr ? const_cast<const std::uint8_t**>(frame->extended_data) : nullptr,
                  frame != nullptr ? frame->nb_samples : 0);
  if (got < 0) {
    return fail(ErrorKind::kInputUnreadable, "The sound cannot be converted; the file may be damaged.",
                ffmpeg_text(got));
  }
  const std::int64_t dropped = std::min<std::int64_t>(skip_, got);
  skip_ -= dropped;
  std::vector<const float*> in;
  for (const std::vector<float>& plane : planes_) in.push_back(plane.data() + dropped);
  const bool more = voices_.add(in.data(), static_cast<std::size_t>(got - dropped));
  if (frame == nullptr) resampler_.reset();
  return more;
}

}  // namespace smarttag::media
