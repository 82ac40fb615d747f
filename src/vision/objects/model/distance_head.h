// The output of a detector that gives, for each cell of its grids, class scores and the distribution of the
// distance to each side of the box ("Generalized Focal Loss", arXiv 2006.04388; NanoDet, PicoDet).
#pragma once

#include <span>
#include <vector>

#include "vision/objects/model/detection.h"

namespace smarttag::vision::objects {

struct DistanceHead {
  int size = 416;                       // width and height of the input in pixels
  std::vector<int> strides{8, 16, 32};  // of the grids, in the order of their rows
  int bins = 11;                        // of each distance: 0, 1, ... strides
  int classes = 80;

  // Rows of the outputs: the cells of every grid, row by row.
  int cells() const;

  // `scores` is cells() x classes, `distances` cells() x 4 x bins logits (left, top, right, bottom from the
  // centre of the cell). Gives the cells whose best score is at least `least`, boxes in pixels of the input.
  std::vector<Detection> decode(std::span<const float> scores, std::span<const float> distances,
                                float least) const;
};

// The mean of 0, 1, 2, ... under the softmax of the logits.
float expected_distance(std::span<const float> logits);

}  // namespace smarttag::vision::objects
