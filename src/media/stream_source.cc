#include "media/stream_source.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "media/audio/audio_track.h"
#include "media/input/demuxer.h"
#include "media/input/duration_limit.h"
#include "media/input/packet_scan.h"
#include "media/input/timeline.h"
#include "media/still_source.h"
#include "media/stream_info.h"
#include "media/video/video_track.h"

namespace smarttag::media {
namespace {

constexpr double kRounding = 0.1;  // seconds by which decoded sound and a declared duration may differ
constexpr std::int64_t kHeavyPixels = 1920 * 1088;  // beyond it one core may not keep up

// One thread does the least work in all, and the other cores are busy with models.
int decoder_threads(const MediaInfo& info) {
  return static_cast<std::int64_t>(info.width) * info.height > kHeavyPixels ? 2 : 1;
}

// Seconds that may be missing at the end: containers round, and count streams that are not decoded.
double tolerance(double duration) { return std::min(std::max(1.0, 0.02 * duration), 10.0); }

// Raw streams whose timestamps FFmpeg counts from the first frame's rate.
bool has_timestamps(const AVInputFormat& format) {
  constexpr std::array<std::string_view, 10> kRaw{"aac", "ac3",  "eac3", "mp3",  "amr",
                                                  "dts", "g722", "gsm",  "g726", "mp2"};
  return std::ranges::find(kRaw, std::string_view(format.name)) == kRaw.end();
}

// Ogg counts in samples of each link of a chain, FFmpeg in those of the first one.
int counted_rate(const AVInputFormat& format, const AVStream& stream) {
  return std::string_view(format.name) == "ogg" ? stream.codecpar->sample_rate : 0;
}

class StreamSource : public Source {
 public:
  StreamSource(std::unique_ptr<Demuxer> demuxer, MediaInfo info, const Limits& limits)
      : limits_(limits), demuxer_(std::move(demuxer)), info_(std::move(info)), timeline_(*demuxer_) {}

  const MediaInfo& info() const override { return info_; }
  Result<void> decode(const Sinks& sinks) override;

 private:
  struct Sound {
    AVStream* stream;
    std::unique_ptr<AudioTrack> track;
  };
  Result<void> open_tracks(const Sinks& sinks);
  Result<bool> route(AVPacket& packet);
  Result<bool> finish_tracks();
  double decoded_to() const;
  Result<void> judge();
  bool is_cut_off(const std::optional<double>& declared);
  std::optional<double> declared() const;
  static void leave_unread(AVStream* stream);

  Limits limits_;
  std::unique_ptr<Demuxer> demuxer_;
  MediaInfo info_;
  Timeline timeline_;
  StreamChoice wanted_;
  int next_channel_ = 0;  // of speech
  std::unique_ptr<VideoTrack> video_;
  std::vector<Sound> sounds_;
};

Result<void> StreamSource::open_tracks(const Sinks& sinks) {
  const StreamChoice& all = demuxer_->streams();
  if (sinks.frame && all.video != nullptr) {
    VideoTrackOptions options{limits_.analysis_pixels,
                              limits_.sample_rate,
                              limits_.max_duration,
                              {limits_.max_pixels, decoder_threads(info_)}};
    auto track =
        VideoTrack::open(demuxer_->context(), *all.video, timeline_, info_.width, options, sinks.frame);
    if (!track) return tl::unexpected(track.error());
    video_ = std::move(*track);
    wanted_.video = all.video;
  } else {
    leave_unread(all.video);
  }
  const AVInputFormat& format = *demuxer_->context().iformat;
  for (AVStream* stream : all.sounds) {
    if (!sinks.audio) {
      leave_unread(stream);
      continue;
    }
    const AudioTrackOptions options{limits_.max_duration, !has_timestamps(format),
                                    counted_rate(format, *stream)};
    auto track = AudioTrack::open(*stream, timeline_, options, next_channel_, sinks.audio);
    if (!track) return tl::unexpected(track.error());
    sounds_.push_back({stream, std::move(*track)});
    wanted_.sounds.push_back(stream);
  }
  return {};
}

// Its packets are not even read, where the end of the other stream is known without them.
void StreamSource::leave_unread(AVStream* stream) {
  if (stream != nullptr && stream->duration != AV_NOPTS_VALUE) stream->discard = AVDISCARD_ALL;
}

Result<void> StreamSource::decode(const Sinks& sinks) {
  if (auto opened = open_tracks(sinks); !opened) return opened;
  if (video_ == nullptr && sounds_.empty()) return {};
  const PacketHandle packet(av_packet_alloc());
  if (packet == nullptr)
    return fail(ErrorKind::kMemoryLimit, "There is too little memory to decode the file.");
  for (;;) {
    const auto read = demuxer_->read(*packet);
    if (!read) return tl::unexpected(read.error());
    if (!*read) break;
    timeline_.straighten(*packet);
    const auto more = route(*packet);
    av_packet_unref(packet.get());
    if (!more) return tl::unexpected(more.error());
    if (!*more) return {};
    if (auto within = check_duration(decoded_to(), limits_.max_duration); !within) return within;
    if (sinks.progress) sinks.progress(decoded_to());
  }
  const auto more = finish_tracks();
  if (!more) return tl::unexpected(more.error());
  return *more ? judge() : Result<void>{};
}

Result<bool> StreamSource::route(AVPacket& packet) {
  if (video_ != nullptr && packet.stream_index == wanted_.video->index) return video_->take(&packet);
  for (const Sound& sound : sounds_)
    if (packet.stream_index == sound.stream->index) return sound.track->take(&packet);
  return true;
}

double StreamSource::decoded_to() const {
  double end = video_ != nullptr ? video_->end() : 0;
  for (const Sound& sound : sounds_) end = std::max(end, sound.track->end());
  return end;
}

std::optional<double> StreamSource::declared() const {
  return may_jump(*demuxer_) ? std::nullopt : declared_duration(*demuxer_, wanted_);
}

Result<bool> StreamSource::finish_tracks() {
  Result<bool> more = true;
  if (video_ != nullptr) more = video_->take(nullptr);
  for (const Sound& sound : sounds_)
    if (more && *more) more = sound.track->take(nullptr);
  const auto told = declared();
  const double decoded = decoded_to();
  const bool as_told = told && std::abs(decoded - *told) <= kRounding;
  info_.duration = as_told ? *told : decoded;
  // Sound that nobody asked for is not decoded, but the last picture stands beside it all the same.
  if (sounds_.empty() && !demuxer_->streams().sounds.empty() && told && !is_cut_off(told))
    info_.duration = std::max(info_.duration, declared_duration(*demuxer_, demuxer_->streams()).value_or(0));
  if (more && *more && video_ != nullptr && !is_cut_off(told)) more = video_->hold(info_.duration);
  return more;
}

// Whether bytes are missing at the end, by what the container tells.
bool StreamSource::is_cut_off(const std::optional<double>& declared) {
  return (declared && timeline_.reached() < *declared - tolerance(*declared)) || demuxer_->is_cut_off();
}

// A sentence on what is wrong with a track of which nothing or little could be decoded; empty if all is well.
std::string trouble(const Decoder& decoder, const char* what) {
  if (decoder.damaged() > 0)
    spdlog::info("{} of {} packets of {} are damaged", decoder.damaged(), decoder.packets(), what);
  if (decoder.packets() > 0 && 2 * decoder.damaged() >= decoder.packets())
    return fmt::format("The {} is damaged: most of it cannot be decoded. Copy or export the file again.",
                       what);
  if (decoder.packets() > 0 && decoder.frames() == 0)
    return fmt::format("The {} is damaged: nothing of it can be decoded. Copy or export the file again.",
                       what);
  return {};
}

// Whether what was handed out is worth anything, and what people should know of it.
Result<void> StreamSource::judge() {
  std::vector<std::string> troubles;
  std::int64_t frames = 0;
  std::size_t sound = 0;
  const auto look_at = [&](const Decoder& decoder, const char* what) {
    auto text = trouble(decoder, what);
    if (text.empty())
      sound += decoder.frames() > 0 ? 1 : 0;
    else
      troubles.push_back(std::move(text));
    frames += decoder.frames();
  };
  if (video_ != nullptr) look_at(video_->decoder(), "video");
  for (const Sound& one : sounds_) look_at(one.track->decoder(), "sound");
  if (sound == 0 && !troubles.empty()) return fail(ErrorKind::kInputUnreadable, troubles.front());
  if (frames == 0)
    return fail(ErrorKind::kInputUnreadable, "The file holds no video or sound that can be decoded.");
  info_.remarks.insert(info_.remarks.end(), troubles.begin(), troubles.end());
  const auto told = declared();
  if (is_cut_off(told)) {
    const bool of = told && *told > info_.duration + kRounding;
    info_.remarks.push_back(
        of ? fmt::format("The file is cut off: it ends at {:.1f} s of {:.1f} s.", info_.duration, *told)
           : fmt::format(
                 "The file is cut off: it ends at {:.1f} s, before the end that its header announces.",
                 info_.duration));
  }
  return {};
}

// Whether files of this format often hold one picture.
bool may_stand_still(const AVInputFormat& format) {
  const std::string_view name = format.name;
  return name == "gif" || name == "apng";
}

// One picture and nothing else.
Result<std::unique_ptr<Source>> open_single(Demuxer& demuxer, const Limits& limits) {
  const PacketHandle packet(av_packet_alloc());
  if (packet == nullptr)
    return fail(ErrorKind::kMemoryLimit, "There is too little memory to decode the picture.");
  for (;;) {
    const auto read = demuxer.read(*packet);
    if (!read) return tl::unexpected(read.error());
    if (!*read)
      return fail(ErrorKind::kInputUnreadable, "The picture is damaged or cut off. Copy or export it again.");
    const AVStream* video = demuxer.streams().video;
    if (packet->stream_index == video->index) {
      return open_still(*video->codecpar, *packet, demuxer.context().iformat->name, limits);
    }
    av_packet_unref(packet.get());
  }
}

// Why a stream cannot be decoded, found before anything is analysed.
std::optional<Error> obstacle(const AVStream& stream, const Limits& limits) {
  const AVCodecParameters& parameters = *stream.codecpar;
  if (parameters.codec_type == AVMEDIA_TYPE_VIDEO && (parameters.width <= 0 || parameters.height <= 0))
    return Error{ErrorKind::kInputUnreadable,
                 {"The video is damaged: its size cannot be read. Export the file again."},
                 {}};
  auto decoder = Decoder::open(parameters, stream.time_base, {limits.max_pixels, 1});
  return decoder ? std::nullopt : std::optional(decoder.error());
}

// One bad track does not stop the rest.
Result<void> leave_out_undecodable(Demuxer& demuxer, const Limits& limits) {
  std::optional<Error> first;
  for (AVStream* stream : demuxer.streams().all()) {
    auto why = obstacle(*stream, limits);
    if (!why) continue;
    demuxer.leave_out(*stream, "it cannot be decoded");
    if (!first) first = std::move(why);
  }
  return first && demuxer.streams().all().empty() ? Result<void>(tl::unexpected(*first)) : Result<void>{};
}

}  // namespace

Result<std::unique_ptr<Source>> open_stream(int fd, std::unique_ptr<FileInput> input,
                                            const AVInputFormat& format, const Limits& limits) {
  const DemuxerLimits demuxer_limits{limits.max_pixels, limits.max_streams};
  const std::int64_t bytes = input->size();
  auto opened = Demuxer::open(std::move(input), format, demuxer_limits);
  if (!opened) return tl::unexpected(opened.error());
  Demuxer& demuxer = **opened;
  if (auto usable = leave_out_undecodable(demuxer, limits); !usable) return tl::unexpected(usable.error());
  auto duration = declared_duration(demuxer, demuxer.streams());
  const bool doubtful = duration && (may_jump(demuxer) || *duration > limits.max_duration) &&
                        !plausible_duration(*duration, bytes);
  if (!duration || may_stand_still(format) || doubtful) {
    const auto scan = scan_packets(fd, format, demuxer_limits, limits.max_duration);
    if (!scan) return tl::unexpected(scan.error());
    duration = scan->duration;
    const bool single = demuxer.streams().sounds.empty() && scan->video_packets == 1;
    if (single) return open_single(demuxer, limits);
  }
  if (auto within = check_duration(*duration, limits.max_duration); !within)
    return tl::unexpected(within.error());
  MediaInfo info = stream_info(demuxer, *duration);
  return std::make_unique<StreamSource>(std::move(*opened), std::move(info), limits);
}

}  // namespace smarttag::media
