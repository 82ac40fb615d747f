// The analyser "library": landmarks, objects and logos of libraries, in their places.
#pragma once

#include <memory>
#include <vector>

#include "base/error.h"
#include "vision/analyser.h"
#include "vision/known_things/known_thing.h"

namespace smarttag::vision {

// Emits a facts::Known for each stay of a thing in a shot: from its first sighting to the first sample
// without it, the next shot's first frame or the end; at most 64 sightings, the boxes in displayed pixels.
// Score: how many points agree, from a half on (matcher.h). In a video a thing that only few points speak for
// must be seen in two samples. A sample that shows what the last one showed costs nothing. Logos are also
// found with dark and bright exchanged. kUsage for features that are damaged.
Result<std::unique_ptr<FrameAnalyser>> make_thing_finder(const std::vector<KnownThing>& things);

}  // namespace smarttag::vision
