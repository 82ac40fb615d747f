#include "vision/objects/model/views.h"

#include <cmath>

namespace smarttag::vision::objects {
namespace {

constexpr double kTileShare = 0.6;    // of the long side
constexpr float kSameThing = 0.45F;   // overlap of a small thing's boxes at two scales
constexpr float kEdgeMargin = 0.02F;  // of the tile's side: nearer to an inner edge, a thing may be cut

// Starts that share the length evenly: one tile where it is as long as the side, else two.
std::vector<int> starts(int length, int side) {
  if (length <= side) return {0};
  return {0, length - side};
}

// The part of the tile where things are seen uncut.
Box trusted_part(const cv::Rect& tile, const cv::Size& picture) {
  const float margin = kEdgeMargin * static_cast<float>(tile.width);
  return {static_cast<float>(tile.x) + (tile.x > 0 ? margin : 0),
          static_cast<float>(tile.y) + (tile.y > 0 ? margin : 0),
          static_cast<float>(tile.x + tile.width) - (tile.x + tile.width < picture.width ? margin : 0),
          static_cast<float>(tile.y + tile.height) - (tile.y + tile.height < picture.height ? margin : 0)};
}

bool inside(const Box& box, const Box& part) {
  return box.left >= part.left && box.top >= part.top && box.right <= part.right && box.bottom <= part.bottom;
}

void scale_scores(Detection& detection, float factor) {
  for (auto& score : detection.scores) score *= factor;
}

void average_with(Detection& detection, const Detection& closer) {
  for (std::size_t i = 0; i < detection.scores.size(); ++i)
    detection.scores[i] = (detection.scores[i] + closer.scores[i]) / 2;
  detection.box = closer.box;
}

// The place in `found` of the best overlap with `box`, or its end.
std::vector<Detection>::iterator match(std::vector<Detection>& found, const Box& box) {
  const auto best = std::max_element(found.begin(), found.end(), [&](const Detection& a, const Detection& b) {
    return iou(a.box, box) < iou(b.box, box);
  });
  return best != found.end() && iou(best->box, box) > kSameThing ? best : found.end();
}

}  // namespace

std::vector<cv::Rect> tiles_of(const cv::Size& picture) {
  const int side =
      std::min({static_cast<int>(std::lround(kTileShare * std::max(picture.width, picture.height))),
                picture.width, picture.height});
  std::vector<cv::Rect> tiles;
  for (const int y : starts(picture.height, side))
    for (const int x : starts(picture.width, side)) tiles.emplace_back(x, y, side, side);
  return tiles;
}

std::vector<Detection> averaged(std::vector<Detection> one, std::vector<Detection> other) {
  for (auto& seen : one) {
    const auto same = match(other, seen.box);
    if (same == other.end()) {
      scale_scores(seen, 0.5F);
      continue;
    }
    const Box box = seen.box;
    average_with(seen, *same);
    seen.box = {(box.left + same->box.left) / 2, (box.top + same->box.top) / 2,
                (box.right + same->box.right) / 2, (box.bottom + same->box.bottom) / 2};
    other.erase(same);
  }
  for (auto& seen : other) scale_scores(seen, 0.5F);
  std::move(other.begin(), other.end(), std::back_inserter(one));
  return one;
}

std::vector<Detection> combined(std::vector<Detection> whole, const std::vector<TileLook>& looks,
                                const cv::Size& picture, float small) {
  std::vector<Detection> all = std::move(whole);
  for (const auto& look : looks) {
    const Box part = trusted_part(look.tile, picture);
    const auto concerns = [&](const Box& box) { return std::sqrt(box.area()) < small && inside(box, part); };
    std::vector<Detection> closer = look.found;
    std::erase_if(closer, [&](const Detection& one) { return !concerns(one.box); });
    for (auto& one : all) {
      if (!concerns(one.box)) continue;
      const auto same = match(closer, one.box);
      if (same == closer.end()) {
        scale_scores(one, 0.5F);
      } else {
        average_with(one, *same);
        closer.erase(same);
      }
    }
    std::move(closer.begin(), closer.end(), std::back_inserter(all));
  }
  return all;
}

}  // namespace smarttag::vision::objects
