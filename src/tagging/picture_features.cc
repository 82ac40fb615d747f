#include "tagging/picture_features.h"

#include "tagging/sample_picture.h"
#include "vision/known_things/local_features.h"

namespace smarttag::tagging {

Result<PictureFeatures> describe_thing(int fd, const Settings& settings) {
  const auto picture = sample_picture(fd, settings);
  if (!picture) return tl::unexpected(picture.error());
  const auto features = vision::known_things::features_of_sample(picture->bgr);
  if (!features) return tl::unexpected(features.error());
  return PictureFeatures{vision::known_things::kFeatureModel, to_bytes(*features)};
}

}  // namespace smarttag::tagging
