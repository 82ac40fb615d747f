#include "tagging/picture_faces.h"

#include <utility>

#include "inference/engine.h"
#include "tagging/sample_picture.h"
#include "vision/faces/face_vector.h"

namespace smarttag::tagging {
Result<std::string> face_model_of(const inference::Engine& engine) {
  const auto card = engine.card("face-vector");
  if (!card) return tl::unexpected(card.error());
  return card->name + " " + card->version;
}

Result<PictureFaces> describe_faces(int fd, inference::Engine& engine, const Settings& settings) {
  const auto picture = sample_picture(fd, settings);
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
