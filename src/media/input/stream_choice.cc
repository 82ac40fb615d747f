#include "media/input/stream_choice.h"

#include <algorithm>
#include <span>
#include <tuple>

#include <fmt/format.h>

#include "media/input/allow_list.h"

namespace smarttag::media {
namespace {

constexpr int kNotVideo = AV_DISPOSITION_ATTACHED_PIC | AV_DISPOSITION_TIMED_THUMBNAILS;
constexpr int kImpaired =
    AV_DISPOSITION_HEARING_IMPAIRED | AV_DISPOSITION_VISUAL_IMPAIRED | AV_DISPOSITION_COMMENT;

bool is_of(const AVStream& stream, AVMediaType kind) {
  return stream.codecpar->codec_type == kind &&
         (kind != AVMEDIA_TYPE_VIDEO || (stream.disposition & kNotVideo) == 0);
}

// Whether a programme (of a broadcast that holds several) has both streams; true where there are no
// programmes.
bool in_one_programme(AVFormatContext& context, const AVStream& stream, const AVStream* other) {
  const AVProgram* programme =
      other != nullptr ? av_find_program_from_stream(&context, nullptr, other->index) : nullptr;
  if (programme == nullptr) return true;
  const std::span indices(programme->stream_index, programme->nb_stream_indexes);
  return std::ranges::find(indices, static_cast<unsigned>(stream.index)) != indices.end();
}

// Greater is better.
auto rank(AVFormatContext& context, const AVStream& stream, const AVStream* companion) {
  return std::tuple(in_one_programme(context, stream, companion), (stream.disposition & kImpaired) == 0,
                    (stream.disposition & AV_DISPOSITION_DEFAULT) != 0,
                    static_cast<std::int64_t>(stream.codecpar->width) * stream.codecpar->height);
}

std::string codec_text(const AVCodecParameters& parameters) {
  if (parameters.codec_id != AV_CODEC_ID_NONE) return avcodec_get_name(parameters.codec_id);
  char tag[AV_FOURCC_MAX_STRING_SIZE] = {};
  return parameters.codec_tag != 0 ? av_fourcc_make_string(tag, parameters.codec_tag) : "unknown";
}

// The best of a kind whose codec is allowed, best in the programme of the companion; null without any of the
// kind.
Result<AVStream*> best(AVFormatContext& context, AVMediaType kind, const AVStream* companion) {
  AVStream* chosen = nullptr;
  const AVStream* refused = nullptr;
  for (AVStream* stream : std::span(context.streams, context.nb_streams)) {
    if (!is_of(*stream, kind)) continue;
    if (allowed_decoder(stream->codecpar->codec_id) == nullptr) {
      refused = stream;
    } else if (chosen == nullptr || rank(context, *stream, companion) > rank(context, *chosen, companion)) {
      chosen = stream;
    }
  }
  if (chosen == nullptr && refused != nullptr) {
    return fail(
        ErrorKind::kInputUnsupported,
        fmt::format("The {} codec {} is not supported. Convert the file first, for example with ffmpeg to "
                    "H.264 and AAC.",
                    kind == AVMEDIA_TYPE_VIDEO ? "video" : "audio", codec_text(*refused->codecpar)));
  }
  return chosen;
}

}  // namespace

Result<StreamChoice> choose_streams(AVFormatContext& context) {
  const auto video = best(context, AVMEDIA_TYPE_VIDEO, nullptr);
  if (!video) return tl::unexpected(video.error());
  const auto audio = best(context, AVMEDIA_TYPE_AUDIO, *video);
  if (!audio) return tl::unexpected(audio.error());
  if (*video == nullptr && *audio == nullptr) {
    return fail(ErrorKind::kInputUnsupported,
                "The file holds neither video nor sound. Give a video, picture or sound file.");
  }
  return StreamChoice{*video, *audio};
}

}  // namespace smarttag::media
