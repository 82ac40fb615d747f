// The analyser "object": things in their places, followed over time.
#pragma once

#include <memory>

#include "base/error.h"
#include "base/settings.h"
#include "vision/analyser.h"

namespace smarttag::vision {

// Emits one kObject fact for each track of a thing inside one shot: what = label of the model ("car"), or the
// general name of its kind where the model cannot tell which ("animal"), subject = the track's number in
// order of appearance, from = first sighting, to = the first sample without it, the next shot's first frame
// or the end; sightings in displayed pixels, at most 64 of them. score = how sure the model is of the kind of
// thing (vehicle, animal, ...; data/object_groups.tsv), mean over the samples; the label is the one of that
// kind with the most evidence over all samples.
//
// Each sample is looked at whole, and one tile of it, in turn, closer; a sample that shows what the last one
// showed costs no inference. Tracks below the setting object-threshold are dropped, and what flickers up in a
// single sample. Errors: kModelMissing, kAnalysisFailed.
Result<std::unique_ptr<FrameAnalyser>> make_object_finder(inference::Engine& engine,
                                                          const Settings& settings);

}  // namespace smarttag::vision
