// An animated WebP as a source: a film without sound.
#pragma once

#include <memory>

#include "media/input/file_input.h"
#include "media/source.h"

namespace smarttag::media {

// Holds the whole file in memory. Of one frame it becomes a still picture. A file that is cut off keeps its
// whole frames. kInputUnreadable when it is damaged, kInputTooLarge beyond a limit.
Result<std::unique_ptr<Source>> open_animated_webp(const FileInput& input, const Limits& limits);

}  // namespace smarttag::media
