// The analyser "image-text": labels by their descriptions in words, and names of data/, in each shot.
#pragma once

#include <memory>

#include "base/error.h"
#include "base/settings.h"
#include "vision/analyser.h"
#include "vision/open_labels/label_prompt.h"

namespace smarttag::vision {

// Emits facts::Described: for each shot the labels whose best score over its looks and views reaches the
// label's least; from = the shot's first sample, to = the next shot's first sample, or the end. A shot's
// first sample is looked at, and another after every two seconds in which the picture changed. Errors:
// kModelMissing, kAnalysisFailed.
Result<std::unique_ptr<FrameAnalyser>> make_label_finder(inference::Engine& engine, const Settings& settings,
                                                         LabelPrompts prompts);

}  // namespace smarttag::vision
