// What is taken for text although it is none: recognisers read something in every shape.
#pragma once

#include <opencv2/core.hpp>

#include "facts/fact.h"
#include "vision/text/reading/text_line.h"

namespace smarttag::vision::text {

// Whether a line read in a sample of a video may be text. A person or a building is taken for one large
// character now and then.
bool plausible(const TextLine& line, cv::Size picture);

// Whether a finished line is worth telling. Of a picture: a single character must be read surely. Of a video
// also: a single character must stay for 3 samples; a line that one sample alone shows must be read surely,
// above all where the edge of the picture cuts it. `edge`: the picture in displayed pixels.
bool worth_telling(const TimedFact& fact, bool still_picture, const Box& edge);

}  // namespace smarttag::vision::text
