#include "media/source.h"

#include "media/input/file_input.h"
#include "media/input/identify.h"
#include "media/still_source.h"
#include "media/stream_source.h"

namespace smarttag::media {

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
  if (identity->still_picture != AV_CODEC_ID_NONE)
    return open_still(**input, identity->still_picture, limits);
  return open_stream(fd, std::move(*input), *identity->format, limits);
}

}  // namespace smarttag::media
