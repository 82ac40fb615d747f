// A clip that smarttag makes for itself: spoken sentences in two languages, text cards in two scripts, moving
// shapes and hard cuts.
#pragma once

#include <filesystem>

#include "base/settings.h"

namespace smarttag::cli {

// Made once with ffmpeg and espeak-ng, then kept in the cache folder. kOutputFailed says what is missing.
Result<std::filesystem::path> sample_clip(const Settings& settings);

}  // namespace smarttag::cli
