// The analyser "stills": pictures of the media that somebody wants to see, as JPEG files.
#pragma once

#include <memory>
#include <vector>

#include "base/geometry.h"
#include "vision/analyser.h"

namespace smarttag::vision {

struct Wanted {
  double time = 0;  // seconds
  Box box{};        // displayed pixels; an empty one is the whole picture
  int width = 320;  // of the JPEG, at most
};

// Emits a facts::Still for each wish, numbered as they stand, from the frame nearest to its time; none where
// the box lies outside of the picture. Holds two small pictures for each wish that is not settled yet. Errors
// of see: kAnalysisFailed.
std::unique_ptr<FrameAnalyser> make_still_taker(std::vector<Wanted> wishes);

}  // namespace smarttag::vision
