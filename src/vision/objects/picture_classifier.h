// The analyser "scene": what the picture as a whole shows, for each shot.
#pragma once

#include <memory>

#include "base/error.h"
#include "base/settings.h"
#include "vision/analyser.h"

namespace smarttag::vision {

// Emits kPictureClass facts, at most five for each shot: what = a concept of data/picture_concepts.tsv
// ("beach"), score = its mean probability over the pictures looked at, at least 0.25; from = the shot's first
// sample, to = the next shot's first sample, or the end.
//
// Evidence comes beside them, of the same times: analyser "hint" with up to 24 concepts from 0.03 on, and
// analyser "part" with up to 16 from 0.1 on, each with the highest probability that it had in any of the
// overlapping tiles of a picture (views.h). Alone it tells nothing; data/evidence.tsv weighs it.
//
// A shot's first sample is looked at, and another after every two seconds in which the picture changed. A
// picture is looked at whole and in its middle square, and the mean of both counts: what only one look takes
// it for is rarely true. Errors: kModelMissing, kAnalysisFailed.
Result<std::unique_ptr<FrameAnalyser>> make_picture_classifier(inference::Engine& engine,
                                                               const Settings& settings);

}  // namespace smarttag::vision
