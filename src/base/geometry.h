// Boxes in displayed space: pixels of the picture as a viewer sees it, after rotation and sample aspect
// ratio.
#pragma once

#include <algorithm>

namespace smarttag {

// Left, top inclusive; right, bottom exclusive. Empty when right <= left or bottom <= top.
struct Box {
  float left = 0;
  float top = 0;
  float right = 0;
  float bottom = 0;

  float width() const { return std::max(0.0F, right - left); }
  float height() const { return std::max(0.0F, bottom - top); }
  float area() const { return width() * height(); }
  bool operator==(const Box&) const = default;
};

inline Box intersection(const Box& a, const Box& b) {
  return {std::max(a.left, b.left), std::max(a.top, b.top), std::min(a.right, b.right),
          std::min(a.bottom, b.bottom)};
}

// Intersection over union, 0 to 1; 0 when both are empty.
inline float iou(const Box& a, const Box& b) {
  const float common = intersection(a, b).area();
  const float all = a.area() + b.area() - common;
  return all > 0 ? common / all : 0;
}

inline Box scaled(const Box& b, float sx, float sy) {
  return {b.left * sx, b.top * sy, b.right * sx, b.bottom * sy};
}

inline Box clipped(const Box& b, float width, float height) { return intersection(b, {0, 0, width, height}); }

}  // namespace smarttag
