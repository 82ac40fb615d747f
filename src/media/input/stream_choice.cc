#include "media/input/stream_choice.h"

#include <algorithm>
#include <span>
#include <tuple>

#include <fmt/format.h>

#include "media/input/allow_list.h"

namespace smarttag::media {
namespace {

constexpr std::size_t kMostSounds = 8;
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

const char* kind_text(AVMediaType kind) { return kind == AVMEDIA_TYPE_VIDEO ? "video" : "audio"; }

std::string not_supported(const AVStream& stream) {
  return fmt::format("the {} codec {} is not supported", kind_text(stream.codecpar->codec_type),
                     codec_text(*stream.codecpar));
}

// Those of a kind whose codec is allowed, best first; the others go to `refused`.
std::vector<AVStream*> candidates(AVFormatContext& context, AVMediaType kind, const AVStream* companion,
                                  std::vector<AVStream*>& refused) {
  std::vector<AVStream*> usable;
  for (AVStream* stream : std::span(context.streams, context.nb_streams)) {
    if (!is_of(*stream, kind)) continue;
    const bool decodable = allowed_decoder(stream->codecpar->codec_id) != nullptr;
    (decodable ? usable : refused).push_back(stream);
  }
  std::stable_sort(usable.begin(), usable.end(), [&](const AVStream* a, const AVStream* b) {
    return rank(context, *a, companion) > rank(context, *b, companion);
  });
  return usable;
}

// Whether it is heard beside the best one.
bool is_heard(AVFormatContext& context, const AVStream& stream, const AVStream& best,
              const AVStream* companion) {
  const bool impaired = (stream.disposition & kImpaired) != 0 && (best.disposition & kImpaired) == 0;
  return in_one_programme(context, stream, companion != nullptr ? companion : &best) && !impaired;
}

}  // namespace

std::vector<AVStream*> StreamChoice::all() const {
  std::vector<AVStream*> streams = sounds;
  if (video != nullptr) streams.push_back(video);
  return streams;
}

std::string conversion_advice(AVMediaType kind) {
  return kind == AVMEDIA_TYPE_AUDIO
             ? "Convert the file to WAV or AAC first, for example with ffmpeg."
             : "Convert the file to MP4 (H.264 and AAC) first, for example with ffmpeg.";
}

std::string left_out(const AVStream& stream, const std::string& why) {
  return fmt::format("The {} track {} was left out: {}.", kind_text(stream.codecpar->codec_type),
                     stream.index + 1, why);
}

Result<StreamChoice> choose_streams(AVFormatContext& context) {
  StreamChoice choice;
  std::vector<AVStream*> refused;
  const auto videos = candidates(context, AVMEDIA_TYPE_VIDEO, nullptr, refused);
  if (!videos.empty()) {
    choice.video = videos.front();
    refused.clear();  // another video was found: what is looked at is one in any case
  }
  const auto sounds = candidates(context, AVMEDIA_TYPE_AUDIO, choice.video, refused);
  for (AVStream* stream : sounds)
    if (is_heard(context, *stream, *sounds.front(), choice.video)) choice.sounds.push_back(stream);
  for (const AVStream* stream : refused) choice.remarks.push_back(left_out(*stream, not_supported(*stream)));
  for (; choice.sounds.size() > kMostSounds; choice.sounds.pop_back())
    choice.remarks.push_back(
        left_out(*choice.sounds.back(), fmt::format("at most {} are listened to", kMostSounds)));
  if (choice.video != nullptr || !choice.sounds.empty()) return choice;
  if (!refused.empty()) {
    const AVStream& first = *refused.front();
    std::string why = not_supported(first);
    why.front() = 'T';
    return fail(ErrorKind::kInputUnsupported, why + ". " + conversion_advice(first.codecpar->codec_type));
  }
  return fail(ErrorKind::kInputUnsupported,
              "The file holds neither video nor sound. Give a video, picture or sound file.");
}

}  // namespace smarttag::media
