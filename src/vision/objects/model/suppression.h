// One detection for each thing, where a detector gives many.
#pragma once

#include <vector>

#include "vision/objects/model/detection.h"

namespace smarttag::vision::objects {

// Takes the detection with the best score, joins to it every other whose box overlaps it by more than
// `overlap` (intersection over union), and goes on with the rest. The joined box is the mean weighted by the
// best scores; the score of each class is the highest of the joined ones, so that what a cell beside took for
// a truck is kept as evidence for the car. Works over all classes at once: one place holds one thing.
// Detections below `least` start none. Best first.
std::vector<Detection> join_overlapping(std::vector<Detection> detections, float overlap, float least);

}  // namespace smarttag::vision::objects
