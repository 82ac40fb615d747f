#include "media/stream_info.h"

#include <cstring>

#include "base/text/unicode.h"
#include "media/video/video_track.h"

extern "C" {
#include <libavutil/avstring.h>
}

namespace smarttag::media {
namespace {

constexpr std::size_t kTitleBytes = 256;
constexpr double kLeastBitRate = 16000;  // bits a second, of anything in MPEG-TS

double frame_rate(AVFormatContext& context, AVStream& stream) {
  const AVRational mean = stream.avg_frame_rate;
  const AVRational rate =
      mean.num > 0 && mean.den > 0 ? mean : av_guess_frame_rate(&context, &stream, nullptr);
  return rate.num > 0 && rate.den > 0 ? av_q2d(rate) : 0;
}

}  // namespace

bool plausible_duration(double seconds, std::int64_t bytes) {
  return static_cast<double>(bytes) * 8 >= kLeastBitRate * seconds;
}

std::string clean_text(const char* text, std::size_t most) {
  std::string clean;
  const auto* next = reinterpret_cast<const std::uint8_t*>(text);
  const std::uint8_t* const end = next + std::strlen(text);
  while (next < end) {
    const std::uint8_t* const start = next;
    std::int32_t code = 0;
    if (av_utf8_decode(&code, &next, end, 0) < 0) continue;
    if (clean.size() + static_cast<std::size_t>(next - start) > most) break;
    clean.append(reinterpret_cast<const char*>(start), reinterpret_cast<const char*>(next));
  }
  return clean;
}

MediaInfo stream_info(const Demuxer& demuxer, double duration) {
  AVFormatContext& context = demuxer.context();
  const StreamChoice& streams = demuxer.streams();
  MediaInfo info;
  info.type = streams.video != nullptr ? MediaInfo::Type::kVideo : MediaInfo::Type::kAudio;
  info.duration = duration;
  info.container = context.iformat->name;
  if (streams.video != nullptr) {
    info.has_video = true;
    info.video_codec = avcodec_get_name(streams.video->codecpar->codec_id);
    info.frame_rate = frame_rate(context, *streams.video);
    const cv::Size coded(streams.video->codecpar->width, streams.video->codecpar->height);
    if (coded.area() > 0) {
      const cv::Size size = displayed_size(coded, layout_of(context, *streams.video));
      info.width = size.width;
      info.height = size.height;
    }
  }
  if (!streams.sounds.empty()) {
    info.has_audio = true;
    info.audio_codec = avcodec_get_name(streams.sounds.front()->codecpar->codec_id);
  }
  info.remarks = streams.remarks;
  const AVDictionaryEntry* title = av_dict_get(context.metadata, "title", nullptr, 0);
  for (const AVStream* stream : streams.all())  // Ogg keeps it with its stream
    if (title == nullptr) title = av_dict_get(stream->metadata, "title", nullptr, 0);
  if (title != nullptr)
    info.title = trim_spaces(clean_text(title->value, kTitleBytes));  // padded by some containers
  return info;
}

}  // namespace smarttag::media
