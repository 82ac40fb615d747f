#include "media/source.h"

#include "media/input/file_input.h"
#include "media/input/identify.h"
#include "media/still_source.h"
#include "media/stream_source.h"
#include "media/webp_source.h"

namespace smarttag::media {
namespace {

// A sequence as a film, or, where it is none that FFmpeg reads, its primary picture.
Result<std::unique_ptr<Source>> open_heif_sequence(int fd, std::unique_ptr<FileInput> input,
                                                   const AVInputFormat& format, const Limits& limits) {
  auto film = open_stream(fd, std::move(input), format, limits);
  if (film) return film;
  const auto again = FileInput::open(fd, limits.max_bytes);
  if (!again) return tl::unexpected(again.error());
  auto picture = open_heif(**again, limits);
  return picture ? std::move(picture) : std::move(film);
}

}  // namespace

Limits Limits::from(const Settings& settings) {
  Limits limits;
  limits.max_bytes = settings.integer("max-bytes");
  limits.max_duration = settings.real("max-duration");
  limits.max_pixels = settings.integer("max-pixels");
  limits.max_streams = static_cast<int>(settings.integer("max-streams"));
  limits.analysis_pixels = static_cast<int>(settings.integer("analysis-pixels"));
  limits.sample_rate = settings.real("sample-rate");
  return limits;
}

Result<std::unique_ptr<Source>> Source::open(int fd, const Limits& limits) {
  quiet_ffmpeg();
  auto input = FileInput::open(fd, limits.max_bytes);
  if (!input) return tl::unexpected(input.error());
  const auto identity = identify(**input);
  if (!identity) return tl::unexpected(identity.error());
  switch (identity->kind) {
    case Identity::Kind::kStill:
      return open_still(**input, identity->still_picture, limits);
    case Identity::Kind::kHeif:
      return open_heif(**input, limits);
    case Identity::Kind::kAnimatedWebp:
      return open_animated_webp(**input, limits);
    case Identity::Kind::kHeifSequence:
      return open_heif_sequence(fd, std::move(*input), *identity->format, limits);
    case Identity::Kind::kStream:
      break;
  }
  return open_stream(fd, std::move(*input), *identity->format, limits);
}

}  // namespace smarttag::media
