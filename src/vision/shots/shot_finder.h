// The analyser "shots": where shots begin, by cuts and by gradual transitions.
#pragma once

#include <memory>

#include "base/error.h"
#include "base/settings.h"
#include "vision/analyser.h"

namespace smarttag::vision {

// Emits facts::Shot, which follow each other from 0 to the end. It is to see every frame, at most about 30 a
// second: the network was trained on what television and films show. Errors: kModelMissing, kAnalysisFailed.
Result<std::unique_ptr<FrameAnalyser>> make_shot_finder(inference::Engine& engine, const Settings& settings);

}  // namespace smarttag::vision
