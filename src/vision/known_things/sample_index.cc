#include "vision/known_things/sample_index.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include <opencv2/core/utility.hpp>

namespace smarttag::vision::known_things {
namespace {

constexpr int kInLeaf = 16;
constexpr int kFar = std::numeric_limits<int>::max();
// Descriptors of the same place seen anew have a cosine of 0.85 and more, mostly.
constexpr int kNear = distance_at(0.82);
// Of the squares: the nearest must be so much nearer than any of another thing (0.9 of the distance).
constexpr double kClearly = 0.81;

// The two nearest of the branches, by their numbers; -1 where there is none.
template <class Branches>
std::array<int, 2> two_nearest(const Branches& branches, const std::uint8_t* descriptor) {
  std::array<int, 2> best{-1, -1};
  std::array<int, 2> apart{kFar, kFar};
  for (std::size_t i = 0; i < branches.size(); ++i) {
    const int distance = distance_squared(branches[i].pivot.data(), descriptor);
    const auto number = static_cast<int>(i);
    if (distance < apart[0]) {
      best = {number, best[0]};
      apart = {distance, apart[0]};
    } else if (distance < apart[1]) {
      best[1] = number;
      apart[1] = distance;
    }
  }
  return best;
}

}  // namespace

struct SampleIndex::Nearest {
  int row = -1;
  int distance = kFar;
  int of_another = kFar;  // distance to the nearest of another group
};

SampleIndex::SampleIndex(const std::vector<LocalFeatures>& samples, const std::vector<int>& group)
    : group_(group), samples_(samples.size()) {
  for (std::size_t s = 0; s < samples.size(); ++s) {
    rows_.push_back(samples[s].descriptors);
    for (std::size_t p = 0; p < samples[s].points.size(); ++p)
      owners_.push_back({static_cast<int>(s), static_cast<int>(p)});
  }
  if (rows_.empty()) return;
  const int branches = std::max(1, static_cast<int>(std::sqrt(rows_.rows / kInLeaf)));
  top_ = split(0, rows_.rows, branches);
  for (const auto& branch : top_) leaves_.push_back(split(branch.from, branch.to, branches));
}

// Puts the rows from..to into the order of the branches that they fall to.
std::vector<SampleIndex::Branch> SampleIndex::split(int from, int to, int branches) {
  const int count = to - from;
  branches = std::clamp(branches, std::min(1, count), std::max(0, count));
  std::vector<Branch> made(static_cast<std::size_t>(branches));
  for (int b = 0; b < branches; ++b) {
    const auto* row = rows_.ptr(from + static_cast<int>(std::int64_t{b} * count / branches));
    made[static_cast<std::size_t>(b)].pivot.assign(row, row + rows_.cols);
  }
  std::vector<int> belongs(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i)
    belongs[static_cast<std::size_t>(i)] = two_nearest(made, rows_.ptr(from + i))[0];
  std::vector<int> order(belongs.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
    return belongs[static_cast<std::size_t>(a)] < belongs[static_cast<std::size_t>(b)];
  });
  const cv::Mat before = rows_.rowRange(from, to).clone();
  const std::vector<Owner> owners(owners_.begin() + from, owners_.begin() + to);
  for (int i = 0; i < count; ++i) {
    const int old = order[static_cast<std::size_t>(i)];
    before.row(old).copyTo(rows_.row(from + i));
    owners_[static_cast<std::size_t>(from + i)] = owners[static_cast<std::size_t>(old)];
    auto& branch = made[static_cast<std::size_t>(belongs[static_cast<std::size_t>(old)])];
    if (branch.to == 0) branch.from = from + i;
    branch.to = from + i + 1;
  }
  return made;
}

void SampleIndex::search(const std::uint8_t* descriptor, Nearest& nearest) const {
  for (const int branch : two_nearest(top_, descriptor)) {
    if (branch < 0) continue;
    const auto& leaves = leaves_[static_cast<std::size_t>(branch)];
    for (const int leaf : two_nearest(leaves, descriptor)) {
      if (leaf < 0) continue;
      const auto& rows = leaves[static_cast<std::size_t>(leaf)];
      for (int row = rows.from; row < rows.to; ++row) {
        const int distance = distance_squared(rows_.ptr(row), descriptor);
        const auto group = [&](int r) {
          return group_[static_cast<std::size_t>(owners_[static_cast<std::size_t>(r)].sample)];
        };
        const bool other = nearest.row >= 0 && group(row) != group(nearest.row);
        if (distance < nearest.distance) {
          if (other) nearest.of_another = nearest.distance;
          nearest.row = row;
          nearest.distance = distance;
        } else if (other) {
          nearest.of_another = std::min(nearest.of_another, distance);
        }
      }
    }
  }
}

std::vector<std::vector<Pairing>> SampleIndex::pairings(const LocalFeatures& scene) const {
  std::vector<std::vector<Pairing>> of_sample(samples_);
  if (rows_.empty()) return of_sample;
  std::vector<Nearest> nearest(scene.points.size());
  cv::parallel_for_({0, scene.descriptors.rows}, [&](const cv::Range& range) {
    for (int i = range.start; i < range.end; ++i)
      search(scene.descriptors.ptr(i), nearest[static_cast<std::size_t>(i)]);
  });
  for (std::size_t i = 0; i < nearest.size(); ++i) {
    const auto& one = nearest[i];
    if (one.row < 0 || one.distance > kNear ||
        (one.of_another < kFar && one.distance > kClearly * one.of_another))
      continue;
    const auto& owner = owners_[static_cast<std::size_t>(one.row)];
    of_sample[static_cast<std::size_t>(owner.sample)].push_back(
        {static_cast<int>(i), owner.point, one.distance});
  }
  return of_sample;
}

}  // namespace smarttag::vision::known_things
