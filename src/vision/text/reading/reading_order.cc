#include "vision/text/reading/reading_order.h"

#include <algorithm>
#include <numeric>

namespace smarttag::vision::text {
namespace {

// A line set upright beside several rows belongs to none of them.
constexpr float kMostHeightRatio = 2.5F;
constexpr float kStanding = 1.5F;  // height over width of a line on end

bool same_row(const Box& a, const Box& b) {
  const float low = std::min(a.height(), b.height());
  const float common = std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
  return common > 0.5F * low && std::max(a.height(), b.height()) < kMostHeightRatio * low;
}

// The place of a box on the page set upright; the page may lie anywhere.
Box set_upright(const Box& box, Turn turn) {
  switch (turn) {
    case Turn::kQuarter:
      return {box.top, -box.right, box.bottom, -box.left};
    case Turn::kHalf:
      return {-box.right, -box.bottom, -box.left, -box.top};
    case Turn::kThreeQuarters:
      return {-box.bottom, box.left, -box.top, box.right};
    case Turn::kNone:
      break;
  }
  return box;
}

}  // namespace

Turn turn_of(const std::vector<Box>& boxes) {
  const auto standing =
      std::ranges::count_if(boxes, [](const Box& box) { return box.height() >= kStanding * box.width(); });
  return standing >= 2 && 2 * standing > static_cast<std::ptrdiff_t>(boxes.size()) ? Turn::kQuarter
                                                                                   : Turn::kNone;
}

std::vector<std::size_t> reading_order(const std::vector<Box>& turned, Turn turn) {
  std::vector<Box> boxes;
  boxes.reserve(turned.size());
  for (const Box& box : turned) boxes.push_back(set_upright(box, turn));
  std::vector<std::size_t> order(boxes.size());
  std::iota(order.begin(), order.end(), 0U);
  const auto middle = [&](std::size_t i) { return boxes[i].top + boxes[i].bottom; };
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return middle(a) < middle(b); });
  // A row is what overlaps the row's first box; the order within it is settled once the row is complete.
  for (auto row = order.begin(); row != order.end();) {
    const auto rest = std::stable_partition(row + 1, order.end(),
                                            [&](std::size_t i) { return same_row(boxes[*row], boxes[i]); });
    std::stable_sort(row, rest, [&](std::size_t a, std::size_t b) { return boxes[a].left < boxes[b].left; });
    row = rest;
  }
  return order;
}

}  // namespace smarttag::vision::text
