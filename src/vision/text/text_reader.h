// Text on screen (OCR): each line that stays is one fact, with where it was seen in every sample that shows
// it.
#pragma once

#include <memory>

#include "base/error.h"
#include "base/settings.h"
#include "inference/engine.h"
#include "vision/analyser.h"

namespace smarttag::vision {

// The analyser "ocr": facts::TextLine. A picture (one sample in all) is looked at as closely as
// pays; in a video the effort follows what happens (look_plan.h) and what has not changed is not read again.
// Settings: text-threshold. Errors: kModelMissing; later kAnalysisFailed. `engine` must outlive the analyser.
Result<std::unique_ptr<FrameAnalyser>> make_text_reader(inference::Engine& engine, const Settings& settings);

}  // namespace smarttag::vision
