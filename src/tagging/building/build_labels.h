// Builds VideoLabel and ImageLabel: facts merged over time into persons and tags.
#pragma once

#include <string_view>

#include "results/image_label.h"
#include "results/video_label.h"
#include "tagging/building/material.h"

namespace smarttag::tagging {

// A person counts when the mean score is above 0.5 and the person is seen for `min_presence` or for a tenth
// of the video (the filter of Azure Video Indexer, which users know). The longest seen comes first.
Result<results::VideoLabel> build_video_label(const Material& material);

Result<results::ImageLabel> build_image_label(const Material& material);

// The shot type by the share of the picture's height that the face takes. With the head about an eighth of a
// standing person, a face (chin to forehead) of a third of the height is a close-up, of a fifth shows head
// and chest, of a tenth the body to the waist.
std::string_view shot_scale(float face_height, int picture_height);

}  // namespace smarttag::tagging
