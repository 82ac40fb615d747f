// The analyser "face": who is seen when, without knowing names.
#pragma once

#include <memory>

#include "base/error.h"
#include "base/settings.h"
#include "inference/engine.h"
#include "vision/analyser.h"

namespace smarttag::vision {

// Detection, landmarks, alignment, vectors, tracks inside each shot, and at the end the grouping of all
// tracks into persons. Emits one kFace fact for each stay of a person in one shot: what = "person-1",
// "person-2", ... in order of first appearance, subject = that number, sightings in displayed pixels, vector
// = mean unit vector of the stay, score = mean over the sightings of detector score times mesh presence. from
// = first sighting; to = time of the first sample without the person, of the next shot, or the end.
//
// Faces below the settings face-threshold and face-size are dropped, and persons of whom no sighting is clear
// enough to tell them from others (docs/models.md). A sample that shows what the last one showed costs no
// inference. Errors: kModelMissing, kAnalysisFailed.
Result<std::unique_ptr<FrameAnalyser>> make_face_finder(inference::Engine& engine, const Settings& settings);

}  // namespace smarttag::vision
