// From the outputs of YuNet to face boxes; the arithmetic of libfacedetection, without the network.
#pragma once

#include <array>
#include <span>
#include <vector>

#include <opencv2/core.hpp>

#include "base/geometry.h"

namespace smarttag::vision::faces {

// As they stand in the picture, not by the person's own left and right: left eye, right eye, tip of the nose,
// left corner and right corner of the mouth.
using FivePoints = std::array<cv::Point2f, 5>;

struct FaceBox {
  Box box;
  float score = 0;  // 0 to 1
  FivePoints points;
};

// The outputs of one stride, one row for each cell, rows of cells from top to bottom.
struct StrideOutputs {
  int stride = 0;              // pixels of the input for one cell
  int columns = 0;             // cells in a row
  std::span<const float> cls;  // [cells]
  std::span<const float> obj;  // [cells]
  std::span<const float>
      bbox;  // [cells, 4]: centre in cells from the cell's corner, log of the size in cells
  std::span<const float> points;  // [cells, 10]: x, y in cells from the cell's corner
};

// Appends the faces whose score sqrt(cls obj) is at least `threshold`, in pixels of the input.
void decode(const StrideOutputs& outputs, float threshold, std::vector<FaceBox>& faces);

// One box for each face, best score first: a box is dropped when it overlaps a better one by more than 0.3
// (intersection over union) or lies by more than 0.7 of its own area, or of the other's, in common with it.
std::vector<FaceBox> distinct(std::vector<FaceBox> faces);

}  // namespace smarttag::vision::faces
