// The analyser "emotion": what faces look like, happy or sad.
#pragma once

#include <memory>

#include "base/error.h"
#include "base/settings.h"
#include "vision/analyser.h"

namespace smarttag::vision {

// Emits facts::Emotion of faces that are large, sharp and turned to the camera: one for each stretch in which
// a face keeps the same look; the label is one of the model's. The first picture of each shot is looked at
// and those that changed, at most one a second. It finds the faces itself, as it runs only where a job asks
// for emotions. Errors: kModelMissing, kAnalysisFailed.
Result<std::unique_ptr<FrameAnalyser>> make_emotion_reader(inference::Engine& engine,
                                                           const Settings& settings);

}  // namespace smarttag::vision
