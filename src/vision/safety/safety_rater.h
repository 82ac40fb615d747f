// The analyser "safety": how explicit (sexual) the pictures of a shot are. It runs where the setting `safety`
// asks for it.
#pragma once

#include <memory>

#include "base/error.h"
#include "base/settings.h"
#include "vision/analyser.h"

namespace smarttag::vision {

// Emits one facts::PictureClass "explicit" for each shot; score: the highest probability of the pictures that
// were looked at, those that changed, at most one a second. Errors: kModelMissing, kAnalysisFailed.
Result<std::unique_ptr<FrameAnalyser>> make_safety_rater(inference::Engine& engine, const Settings& settings);

}  // namespace smarttag::vision
