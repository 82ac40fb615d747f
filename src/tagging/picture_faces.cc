#include "tagging/picture_faces.h"

#include <optional>
#include <utility>

#include "inference/engine.h"
#include "media/source.h"
#include "vision/faces/face_vector.h"

namespace smarttag::tagging {
namespace {

Result<media::Frame> picture_of(int fd, const Settings& settings) {
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

}  // namespace

Result<std::string> face_model_of(const inference::Engine& engine) {
  const auto card = engine.card("face-vector");
  if (!card) return tl::unexpected(card.error());
  return card->name + " " + card->version;
}

Result<PictureFaces> describe_faces(int fd, inference::Engine& engine, const Settings& settings) {
  const auto picture = picture_of(fd, settings);
  if (!picture) return tl::unexpected(picture.error());
  auto model = face_model_of(engine);
  if (!model) return tl::unexpected(std::move(model).error());
  auto reader = vision::faces::FaceReader::create(engine, settings);
  if (!reader) return tl::unexpected(std::move(reader).error());
  auto found = (*reader)->read(picture->bgr);
  if (!found) return tl::unexpected(std::move(found).error());
  PictureFaces described{std::move(*model), {}};
  for (auto& face : *found)
    described.faces.push_back({scaled(face.box, picture->scale, picture->scale), face.score, face.reliable,
                               std::move(face.vector)});
  return described;
}

}  // namespace smarttag::tagging
