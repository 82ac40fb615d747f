#include "media/input/identify.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

#include "media/heif/heif.h"
#include "media/input/allow_list.h"

namespace smarttag::media {
namespace {

constexpr std::size_t kHeadBytes = 4096;
constexpr unsigned kProbeBytes = 8U << 20;     // the cover picture in front of an MP3 may have megabytes
constexpr int kCertain = AVPROBE_SCORE_RETRY;  // a guess below this score is no evidence of media
constexpr std::string_view kConvert = "Convert it to MP4 first, for example with ffmpeg.";
constexpr std::string_view kConvertPicture = "Convert the picture to PNG or JPEG first.";

// How the texts begin, or what they hold near the beginning, that name media elsewhere. FFmpeg knows most of
// them, but not in every build.
constexpr std::array<std::string_view, 4> kPlaylistStarts{"#EXTM3U", "ffconcat version", "v=0", "[playlist]"};
constexpr std::array<std::string_view, 5> kPlaylistTags{"<MPD", "<SmoothStreamingMedia", "<asx", "<smil",
                                                        "<playlist"};

std::string_view trimmed_start(std::string_view head) {
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  head.remove_prefix(std::min(head.find_first_not_of(" \t\r\n"), head.size()));
  return head;
}

bool is_text(std::string_view head) {
  return std::ranges::none_of(head, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x09 || (byte > 0x0D && byte < 0x20) || byte == 0x7F;
  });
}

bool names_other_media(std::string_view head) {
  if (!is_text(head)) return false;
  const std::string_view text = trimmed_start(head);
  return std::ranges::any_of(kPlaylistStarts, [&](auto start) { return text.starts_with(start); }) ||
         (text.starts_with("<") &&
          std::ranges::any_of(kPlaylistTags, [&](auto tag) { return text.find(tag) != text.npos; }));
}

// The VP8X chunk of an extended WebP has its animation flag in bit 1 of byte 20 (WebP container
// specification).
bool is_animated_webp(std::string_view head) {
  return head.size() > 20 && head.starts_with("RIFF") && head.substr(8, 8) == "WEBPVP8X" &&
         (head[20] & 2) != 0;
}

tl::unexpected<Error> not_media(std::string_view head) {
  if (is_text(head)) {
    return fail(ErrorKind::kInputUnreadable,
                "The file holds text, not media. Give a video, picture or sound file.");
  }
  return fail(ErrorKind::kInputUnreadable,
              "The file is not a video, picture or sound file that can be recognised; it may be damaged.");
}

}  // namespace

Result<Identity> identify(FileInput& input) {
  const auto read = input.read(0, kHeadBytes);
  if (!read) return tl::unexpected(read.error());
  const std::string_view head = *read;
  const AVInputFormat* format = nullptr;
  const int score = av_probe_input_buffer2(input.io(), &format, "", nullptr, 0, kProbeBytes);
  if (input.read_error() != 0) {
    return fail(ErrorKind::kInputUnreadable, "Reading the file failed. Check the disk and the permissions.");
  }
  const bool found = score >= 0 && format != nullptr;
  if (names_other_media(head) || (found && is_playlist(*format))) {
    return fail(
        ErrorKind::kInputRefused,
        "The file is a playlist or names other files, which are not opened. Give the media file itself.",
        found ? format->name : "");
  }
  if (!found || score < kCertain) return not_media(head);
  if (const AVCodecID picture = still_picture_codec(*format); picture != AV_CODEC_ID_NONE) {
    return Identity{is_animated_webp(head) ? Identity::Kind::kAnimatedWebp : Identity::Kind::kStill, nullptr,
                    picture};
  }
  const HeifKind heif = heif_kind(head);
  if (heif == HeifKind::kPicture) return Identity{Identity::Kind::kHeif, nullptr, AV_CODEC_ID_NONE};
  if (container_allowed(*format)) {
    const bool sequence = heif == HeifKind::kSequence;
    return Identity{sequence ? Identity::Kind::kHeifSequence : Identity::Kind::kStream, format,
                    AV_CODEC_ID_NONE};
  }
  if (is_text(head) && score <= AVPROBE_SCORE_EXTENSION) return not_media(head);
  return fail(ErrorKind::kInputUnsupported,
              fmt::format("The format {} ({}) is not supported. {}", format->name,
                          format->long_name != nullptr ? format->long_name : "?",
                          std::string_view(format->name).ends_with("_pipe") ? kConvertPicture : kConvert));
}

}  // namespace smarttag::media
