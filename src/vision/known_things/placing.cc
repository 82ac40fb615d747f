#include "vision/known_things/placing.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

#include <opencv2/calib3d.hpp>
#include <opencv2/imgproc.hpp>

namespace smarttag::vision::known_things {
namespace {

constexpr int kFar = std::numeric_limits<int>::max();
constexpr int kNear = distance_at(0.8);
// Lowe's test, of the squares (0.8 of the distance).
constexpr double kClearly = 0.64;
// Share of the sample's long side within which two of its points are one place.
constexpr float kSamePlace = 0.04F;
// How far pairings of one group may differ in size (octaves) and turn (degrees), and from where they should
// lie (share of the distance from the first of the group, and of the whole): Lowe's tolerances, as a view
// from the side fits no turn, size and shift exactly.
constexpr float kOctaves = 0.8F;
constexpr float kTurn = 30;
constexpr float kAway = 0.25F;
constexpr float kAwayAtAll = 0.04F;
constexpr std::size_t kMostHypotheses = 200;
constexpr float kRoom = 0.1F;  // around a region, as a share of its long side
// From so many on a perspective is asked for, below a parallelogram: eight numbers fit few points too well.
constexpr std::size_t kEnoughForPerspective = 20;
constexpr float kSmallest = 20;    // pixels of the scene
constexpr double kMostUneven = 3;  // of opposite sides, and of the two directions
constexpr int kLookSide = 4 * kThumbnail;

float long_side(const LocalFeatures& features) {
  return static_cast<float>(std::max(features.picture.width, features.picture.height));
}

const LocalFeatures::Point& point(const LocalFeatures& features, int number) {
  return features.points[static_cast<std::size_t>(number)];
}

float turned(float degrees) { return std::remainder(degrees, 360.0F); }

// What one pairing alone says of the sample's place.
struct Similarity {
  cv::Point2f from;
  cv::Point2f to;
  float size;
  float turn;
  float cosine;
  float sine;

  Similarity(const LocalFeatures::Point& scene, const LocalFeatures::Point& sample)
      : from(sample.at),
        to(scene.at),
        size(scene.size / sample.size),
        turn(scene.angle - sample.angle),
        cosine(size * std::cos(turn * static_cast<float>(CV_PI) / 180)),
        sine(size * std::sin(turn * static_cast<float>(CV_PI) / 180)) {}

  cv::Point2f moved(const cv::Point2f& at) const {
    const cv::Point2f apart = at - from;
    return to + cv::Point2f(cosine * apart.x - sine * apart.y, sine * apart.x + cosine * apart.y);
  }

  bool explains(const LocalFeatures::Point& scene, const LocalFeatures::Point& sample, float side) const {
    if (std::abs(std::log2(scene.size / sample.size / size)) > kOctaves) return false;
    if (std::abs(turned(scene.angle - sample.angle - turn)) > kTurn) return false;
    const auto away = static_cast<float>(cv::norm(scene.at - moved(sample.at)));
    const auto apart = static_cast<float>(cv::norm(sample.at - from));
    return away <= kAway * size * apart + kAwayAtAll * side * size;
  }
};

using Cell = std::pair<int, int>;
Cell cell_of(const cv::Point2f& at, float side) {
  return {static_cast<int>(std::floor(at.x / side)), static_cast<int>(std::floor(at.y / side))};
}

// How many different places these pairings join: points lie upon each other in several sizes and turns.
int places(const LocalFeatures& scene, const LocalFeatures& sample, const std::vector<Pairing>& pairings) {
  std::set<Cell> in_scene;
  std::set<Cell> in_sample;
  for (const auto& p : pairings) {
    in_scene.insert(cell_of(point(scene, p.scene).at, 3));
    in_sample.insert(cell_of(point(sample, p.sample).at, long_side(sample) / 64));
  }
  return static_cast<int>(std::min(in_scene.size(), in_sample.size()));
}

std::vector<cv::Point2f> corners(const cv::Size& size) {
  const auto w = static_cast<float>(size.width);
  const auto h = static_cast<float>(size.height);
  return {{0, 0}, {w, 0}, {w, h}, {0, h}};
}

// Whether the corners are those of a flat thing that is seen from before.
bool is_a_view(const std::vector<cv::Point2f>& quad) {
  if (!cv::isContourConvex(quad) || cv::contourArea(quad, true) <= 0) return false;
  double side[4];
  for (std::size_t i = 0; i < 4; ++i) side[i] = cv::norm(quad[i] - quad[(i + 1) % 4]);
  if (*std::min_element(side, side + 4) < kSmallest / 2) return false;
  const auto uneven = [](double a, double b) { return std::max(a, b) / std::min(a, b) > kMostUneven; };
  return !uneven(side[0], side[2]) && !uneven(side[1], side[3]);
}

struct Fit {
  cv::Mat transform;  // 3 x 3, sample to scene
  std::vector<Pairing> pairings;
};

std::optional<Fit> fitted(const LocalFeatures& scene, const LocalFeatures& sample,
                          const std::vector<Pairing>& group) {
  std::vector<cv::Point2f> from;
  std::vector<cv::Point2f> to;
  for (const auto& p : group) {
    from.push_back(point(sample, p.sample).at);
    to.push_back(point(scene, p.scene).at);
  }
  const Similarity rough(point(scene, group.front().scene), point(sample, group.front().sample));
  const double tolerance = std::clamp(0.015 * rough.size * long_side(sample), 1.5, 10.0);
  cv::Mat mask;
  Fit fit;
  if (group.size() >= kEnoughForPerspective) {
    fit.transform = cv::findHomography(from, to, cv::RANSAC, tolerance, mask, 2000, 0.999);
  } else {
    const cv::Mat affine = cv::estimateAffine2D(from, to, mask, cv::RANSAC, tolerance, 2000, 0.999);
    if (affine.empty()) return std::nullopt;
    fit.transform = cv::Mat::eye(3, 3, CV_64F);
    affine.copyTo(fit.transform.rowRange(0, 2));
  }
  if (fit.transform.empty()) return std::nullopt;
  for (int i = 0; i < mask.rows; ++i)
    if (mask.at<std::uint8_t>(i) != 0) fit.pairings.push_back(group[static_cast<std::size_t>(i)]);
  return fit;
}

// The correlation of the sample's thumbnail with the place that the transform gives it; what lies outside of
// the scene does not count.
double likeness(const cv::Mat& grey, const LocalFeatures& sample, const cv::Mat& transform) {
  cv::Mat enlarge = cv::Mat::eye(3, 3, CV_64F);  // from the look to the sample
  enlarge.at<double>(0, 0) = static_cast<double>(sample.picture.width) / kLookSide;
  enlarge.at<double>(1, 1) = static_cast<double>(sample.picture.height) / kLookSide;
  const cv::Mat to_scene = transform * enlarge;
  cv::Mat look;
  cv::Mat inside;
  cv::warpPerspective(grey, look, to_scene, {kLookSide, kLookSide}, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP);
  const cv::Mat everywhere(grey.size(), CV_8U, cv::Scalar(255));
  cv::warpPerspective(everywhere, inside, to_scene, {kLookSide, kLookSide},
                      cv::INTER_NEAREST | cv::WARP_INVERSE_MAP);
  cv::resize(look, look, {kThumbnail, kThumbnail}, 0, 0, cv::INTER_AREA);
  cv::resize(inside, inside, {kThumbnail, kThumbnail}, 0, 0, cv::INTER_AREA);
  const cv::Mat mask = inside > 250;
  if (cv::countNonZero(mask) < kThumbnail * kThumbnail / 5) return 0;
  cv::Scalar mean_a;
  cv::Scalar mean_b;
  cv::Scalar deviation_a;
  cv::Scalar deviation_b;
  cv::meanStdDev(look, mean_a, deviation_a, mask);
  cv::meanStdDev(sample.thumbnail, mean_b, deviation_b, mask);
  cv::Mat a;
  cv::Mat b;
  look.convertTo(a, CV_32F, 1, -mean_a[0]);
  sample.thumbnail.convertTo(b, CV_32F, 1, -mean_b[0]);
  const double spread = deviation_a[0] * deviation_b[0];
  return spread > 1e-6 ? cv::mean(a.mul(b), mask)[0] / spread : 0;
}

double area_around(const std::vector<cv::Point2f>& points) {
  std::vector<cv::Point2f> hull;
  cv::convexHull(points, hull);
  return cv::contourArea(hull);
}

double spread_of(const LocalFeatures& sample, const std::vector<Pairing>& pairings) {
  std::vector<cv::Point2f> matched;
  std::vector<cv::Point2f> all;
  for (const auto& p : pairings) matched.push_back(point(sample, p.sample).at);
  for (const auto& p : sample.points) all.push_back(p.at);
  return area_around(matched) / std::max(1.0, area_around(all));
}

}  // namespace

std::vector<Pairing> all_pairings(const LocalFeatures& scene, const cv::Rect2f& region,
                                  const LocalFeatures& sample) {
  std::vector<Pairing> pairings;
  const float near = kSamePlace * long_side(sample);
  std::vector<int> apart(sample.points.size());
  for (int i = 0; i < scene.descriptors.rows; ++i) {
    if (!region.contains(point(scene, i).at)) continue;
    const auto* row = scene.descriptors.ptr(i);
    std::size_t best = 0;
    for (std::size_t s = 0; s < apart.size(); ++s) {
      apart[s] = distance_squared(row, sample.descriptors.ptr(static_cast<int>(s)));
      if (apart[s] < apart[best]) best = s;
    }
    if (apart.empty() || apart[best] > kNear) continue;
    int elsewhere = kFar;
    for (std::size_t s = 0; s < apart.size(); ++s)
      if (apart[s] < elsewhere && cv::norm(sample.points[s].at - sample.points[best].at) > near)
        elsewhere = apart[s];
    if (elsewhere < kFar && apart[best] > kClearly * elsewhere) continue;
    pairings.push_back({i, static_cast<int>(best), apart[best]});
  }
  return pairings;
}

std::vector<Pairing> agreeing(const LocalFeatures& scene, const LocalFeatures& sample,
                              const std::vector<Pairing>& pairings) {
  std::vector<Pairing> sorted = pairings;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Pairing& a, const Pairing& b) { return a.distance < b.distance; });
  const float side = long_side(sample);
  std::vector<Pairing> best;
  for (std::size_t h = 0; h < std::min(sorted.size(), kMostHypotheses); ++h) {
    const Similarity similarity(point(scene, sorted[h].scene), point(sample, sorted[h].sample));
    std::vector<Pairing> group{sorted[h]};
    for (std::size_t i = 0; i < sorted.size(); ++i)
      if (i != h && similarity.explains(point(scene, sorted[i].scene), point(sample, sorted[i].sample), side))
        group.push_back(sorted[i]);
    if (group.size() > best.size()) best = std::move(group);
  }
  return best;
}

cv::Rect2f region_of(const LocalFeatures& scene, const LocalFeatures& sample,
                     const std::vector<Pairing>& group) {
  std::vector<cv::Point2f> where;
  for (const auto& p : group) {
    const Similarity similarity(point(scene, p.scene), point(sample, p.sample));
    for (const auto& corner : corners(sample.picture)) where.push_back(similarity.moved(corner));
  }
  const cv::Rect2f all = cv::boundingRect(where);
  const float room = kRoom * std::max(all.width, all.height);
  return {all.x - room, all.y - room, all.width + 2 * room, all.height + 2 * room};
}

std::optional<Placed> place(const cv::Mat& grey, const LocalFeatures& scene, const LocalFeatures& sample,
                            const std::vector<Pairing>& pairings) {
  const auto group = agreeing(scene, sample, pairings);
  if (group.size() < 4) return std::nullopt;
  const auto fit = fitted(scene, sample, group);
  if (!fit || fit->pairings.size() < 4) return std::nullopt;
  std::vector<cv::Point2f> quad;
  cv::perspectiveTransform(corners(sample.picture), quad, fit->transform);
  if (!is_a_view(quad)) return std::nullopt;
  Placed placed;
  placed.points = places(scene, sample, fit->pairings);
  placed.spread = spread_of(sample, fit->pairings);
  placed.likeness = likeness(grey, sample, fit->transform);
  int there = 0;
  for (const auto& p : pairings)
    if (cv::pointPolygonTest(quad, point(scene, p.scene).at, false) >= 0) ++there;
  placed.share = static_cast<double>(fit->pairings.size()) / std::max(1, there);
  const cv::Rect2f around = cv::boundingRect(quad);
  placed.box = clipped({around.x, around.y, around.x + around.width, around.y + around.height},
                       static_cast<float>(scene.picture.width), static_cast<float>(scene.picture.height));
  for (const auto& p : fit->pairings) placed.scene_points.push_back(p.scene);
  return placed;
}

}  // namespace smarttag::vision::known_things
