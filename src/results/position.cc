#include "results/position.h"

#include <cmath>

namespace smarttag::results {
namespace {

int down(float v) { return std::max(0, static_cast<int>(std::floor(v))); }
int up(float v) { return std::max(0, static_cast<int>(std::ceil(v))); }

}  // namespace

Position position_of(const Box& box) {
  return {{down(box.left), down(box.top)}, {up(box.right), up(box.bottom)}};
}

void to_json(Json& json, const Position& position) {
  json = {{"leftTop", position.left_top}, {"rightBottom", position.right_bottom}};
}

void from_json(const Json& json, Position& position) {
  json.at("leftTop").get_to(position.left_top);
  json.at("rightBottom").get_to(position.right_bottom);
}

}  // namespace smarttag::results
