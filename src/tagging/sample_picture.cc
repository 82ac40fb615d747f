#include "tagging/sample_picture.h"

#include <optional>
#include <utility>

#include "media/source.h"

namespace smarttag::tagging {

Result<media::Frame> sample_picture(int fd, const Settings& settings) {
  auto source = media::Source::open(fd, media::Limits::from(settings));
  if (!source) return tl::unexpected(std::move(source).error());
  if ((*source)->info().type != media::MediaInfo::Type::kPicture)
    return fail(ErrorKind::kUsage, "A sample must be a picture. Give a JPEG, PNG or WebP file.");
  std::optional<media::Frame> picture;
  media::Sinks sinks;
  sinks.frame = [&](media::Frame frame) {
    if (!picture) picture = std::move(frame);
    return true;
  };
  if (auto decoded = (*source)->decode(sinks); !decoded) return tl::unexpected(std::move(decoded).error());
  if (!picture) return fail(ErrorKind::kInputUnreadable, "There is no picture in this file.");
  return std::move(*picture);
}

}  // namespace smarttag::tagging
