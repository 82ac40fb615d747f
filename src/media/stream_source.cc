#include "media/stream_source.h"

#include <algorithm>
#include <optional>
#include <string_view>

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

constexpr std::int64_t kHeavyPixels = 1920 * 1088;  // beyond it one core may not keep up

// One thread does the least work in all, and the other cores are busy with models.
int decoder_threads(const MediaInfo& info) {
  return static_cast<std::int64_t>(info.width) * info.height > kHeavyPixels ? 2 : 1;
}

// Seconds that may be missing at the end: containers round, and count streams that are not decoded.
double tolerance(double duration) { return std::min(std::max(1.0, 0.02 * duration), 10.0); }

class StreamSource : public Source {
 public:
  StreamSource(std::unique_ptr<Demuxer> demuxer, MediaInfo info, const Limits& limits)
      : limits_(limits), demuxer_(std::move(demuxer)), info_(std::move(info)), timeline_(*demuxer_) {}

  const MediaInfo& info() const override { return info_; }
  Result<void> decode(const Sinks& sinks) override;

 private:
  Result<void> open_tracks(const Sinks& sinks);
  Result<bool> route(AVPacket& packet);
  Result<bool> finish_tracks();
  Result<void> judge() const;
  Result<void> judge(const Decoder& decoder, const char* what) const;
  void leave_unread(AVStream* stream);

  Limits limits_;
  std::unique_ptr<Demuxer> demuxer_;
  MediaInfo info_;
  Timeline timeline_;
  StreamChoice wanted_;
  std::unique_ptr<VideoTrack> video_;
  std::unique_ptr<AudioTrack> audio_;
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
  if (sinks.audio && all.audio != nullptr) {
    auto track = AudioTrack::open(*all.audio, timeline_, limits_.max_duration, sinks.audio);
    if (!track) return tl::unexpected(track.error());
    audio_ = std::move(*track);
    wanted_.audio = all.audio;
  } else {
    leave_unread(all.audio);
  }
  return {};
}

// Its packets are not even read, where the end of the other stream is known without them.
void StreamSource::leave_unread(AVStream* stream) {
  if (stream != nullptr && stream->duration != AV_NOPTS_VALUE) stream->discard = AVDISCARD_ALL;
}

Result<void> StreamSource::decode(const Sinks& sinks) {
  if (auto opened = open_tracks(sinks); !opened) return opened;
  if (video_ == nullptr && audio_ == nullptr) return {};
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
    if (auto within = check_duration(timeline_.reached(), limits_.max_duration); !within) return within;
    if (sinks.progress) sinks.progress(timeline_.reached());
  }
  const auto more = finish_tracks();
  if (!more) return tl::unexpected(more.error());
  return *more ? judge() : Result<void>{};
}

Result<bool> StreamSource::route(AVPacket& packet) {
  if (video_ != nullptr && packet.stream_index == wanted_.video->index) return video_->take(&packet);
  if (audio_ != nullptr && packet.stream_index == wanted_.audio->index) return audio_->take(&packet);
  return true;
}

Result<bool> StreamSource::finish_tracks() {
  Result<bool> more = true;
  if (video_ != nullptr) more = video_->take(nullptr);
  if (more && *more && audio_ != nullptr) more = audio_->take(nullptr);
  if (may_jump(*demuxer_)) info_.duration = timeline_.reached();
  return more;
}

// Whether what was handed out is all there is.
Result<void> StreamSource::judge() const {
  if (video_ != nullptr) {
    if (auto fine = judge(video_->decoder(), "video"); !fine) return fine;
  }
  if (audio_ != nullptr) {
    if (auto fine = judge(audio_->decoder(), "sound"); !fine) return fine;
  }
  const std::int64_t frames = (video_ != nullptr ? video_->decoder().frames() : 0) +
                              (audio_ != nullptr ? audio_->decoder().frames() : 0);
  if (frames == 0) {
    return fail(ErrorKind::kInputUnreadable, "The file holds no video or sound that can be decoded.");
  }
  const auto declared = may_jump(*demuxer_) ? std::nullopt : declared_duration(*demuxer_, wanted_);
  const double reached = timeline_.reached();
  if (declared && reached < *declared - tolerance(*declared)) {
    return fail(ErrorKind::kInputUnreadable,
                fmt::format("The file is cut off: it ends at {:.1f} s of {:.1f} s. Copy or export it again.",
                            reached, *declared));
  }
  if (demuxer_->is_cut_off()) {
    return fail(
        ErrorKind::kInputUnreadable,
        fmt::format("The file is cut off: it ends at {:.1f} s and tells of more. Copy or export it again.",
                    reached));
  }
  return {};
}

Result<void> StreamSource::judge(const Decoder& decoder, const char* what) const {
  if (decoder.damaged() == 0) return {};
  spdlog::info("{} of {} packets of {} are damaged", decoder.damaged(), decoder.packets(), what);
  if (2 * decoder.damaged() < decoder.packets()) return {};
  return fail(
      ErrorKind::kInputUnreadable,
      fmt::format("The {} is damaged: most of it cannot be decoded. Copy or export the file again.", what));
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

}  // namespace

Result<std::unique_ptr<Source>> open_stream(int fd, std::unique_ptr<FileInput> input,
                                            const AVInputFormat& format, const Limits& limits) {
  const DemuxerLimits demuxer_limits{limits.max_pixels, limits.max_streams};
  const std::int64_t bytes = input->size();
  auto opened = Demuxer::open(std::move(input), format, demuxer_limits);
  if (!opened) return tl::unexpected(opened.error());
  Demuxer& demuxer = **opened;
  auto duration = declared_duration(demuxer, demuxer.streams());
  if (!duration || may_stand_still(format) || (may_jump(demuxer) && !plausible_duration(*duration, bytes))) {
    const auto scan = scan_packets(fd, format, demuxer_limits, limits.max_duration);
    if (!scan) return tl::unexpected(scan.error());
    duration = scan->duration;
    const bool single = demuxer.streams().audio == nullptr && scan->video_packets == 1;
    if (single) return open_single(demuxer, limits);
  }
  if (auto within = check_duration(*duration, limits.max_duration); !within)
    return tl::unexpected(within.error());
  MediaInfo info = stream_info(demuxer, *duration);
  if (info.has_video && (info.width <= 0 || info.height <= 0)) {
    return fail(ErrorKind::kInputUnreadable,
                "The video is damaged: its size cannot be read. Export the file again.");
  }
  return std::make_unique<StreamSource>(std::move(*opened), std::move(info), limits);
}

}  // namespace smarttag::media
