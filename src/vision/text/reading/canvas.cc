#include "vision/text/reading/canvas.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace smarttag::vision::text {
namespace {

constexpr int kMultiple = 32;          // the detector halves its input five times
constexpr float kMostStretch = 0.04F;  // too little to harm either model
// Short side to long side: strips, wide screens, photographs, squares.
constexpr std::array kShapes{0.125F, 0.25F, 0.42F, 9.0F / 16, 3.0F / 4, 1.0F};

int to_multiple(float side) {
  return std::max(kMultiple, static_cast<int>(std::lround(side / kMultiple)) * kMultiple);
}

}  // namespace

Canvas canvas_for(cv::Size picture, int long_side) {
  if (picture.width <= 0 || picture.height <= 0) return {};
  const bool tall = picture.height > picture.width;
  const auto longer = static_cast<float>(std::max(picture.width, picture.height));
  const auto shorter = static_cast<float>(std::min(picture.width, picture.height));
  const float wanted = static_cast<float>(long_side) * shorter / longer;  // short side without any stretch
  int short_side = long_side;
  for (const float shape : kShapes) {
    const int side = to_multiple(shape * static_cast<float>(long_side));
    if (wanted > static_cast<float>(side) * (1 + kMostStretch)) continue;
    short_side = side;
    break;
  }
  const bool fills = wanted > static_cast<float>(short_side) * (1 - kMostStretch);
  const int content = fills ? short_side : std::max(1, static_cast<int>(std::lround(wanted)));
  return tall ? Canvas{{short_side, long_side}, {content, long_side}}
              : Canvas{{long_side, short_side}, {long_side, content}};
}

}  // namespace smarttag::vision::text
