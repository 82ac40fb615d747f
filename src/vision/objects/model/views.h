// Two ways to look at a picture: whole, and in tiles that show small things larger.
#pragma once

#include <vector>

#include <opencv2/core.hpp>

#include "vision/objects/model/detection.h"

namespace smarttag::vision::objects {

// Square tiles that overlap and together cover the picture: two along a side that is longer than a tile, one
// otherwise. A tile's side is 0.6 of the picture's long side, or all of its short side if that is less.
std::vector<cv::Rect> tiles_of(const cv::Size& picture);

// What was seen in one tile.
struct TileLook {
  cv::Rect tile;
  std::vector<Detection> found;
};

// Two looks at the same picture, such as one at its mirror image: what both see gets the mean of scores and
// boxes, what one sees keeps half of its scores.
std::vector<Detection> averaged(std::vector<Detection> one, std::vector<Detection> other);

// One detection for each thing in the whole picture and the tiles, all in pixels of the picture. Tiles have a
// say about small things only, those below `small` pixels (root of the area) whose box does not touch an
// inner edge of the tile: what both looks see gets the mean of their scores and the tile's box; what lies in
// a tile and is not seen there keeps half of its scores; what only a tile sees is taken as it is.
std::vector<Detection> combined(std::vector<Detection> whole, const std::vector<TileLook>& looks,
                                const cv::Size& picture, float small);

}  // namespace smarttag::vision::objects
