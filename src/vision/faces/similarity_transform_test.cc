#include "vision/faces/similarity_transform.h"

#include <array>
#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

namespace smarttag::vision::faces {
namespace {

using Points = std::array<cv::Point2f, 5>;
const Points kPoints{{{38, 52}, {74, 51}, {56, 72}, {42, 92}, {71, 92}}};

Points moved(const Points& points, float degrees, float scale, cv::Point2f shift) {
  const float angle = degrees * std::numbers::pi_v<float> / 180;
  Points result;
  for (size_t i = 0; i < points.size(); ++i)
    result[i] = cv::Point2f(std::cos(angle) * points[i].x - std::sin(angle) * points[i].y,
                            std::sin(angle) * points[i].x + std::cos(angle) * points[i].y) *
                    scale +
                shift;
  return result;
}

TEST(SimilarityTransform, FindsTheRotationScaleAndShiftThatMovedThePoints) {
  for (const float degrees : {0.0F, 17.0F, -45.0F, 90.0F, 180.0F}) {
    const Points to = moved(kPoints, degrees, 2.5F, {100, -30});
    const cv::Matx23f m = similarity_transform(kPoints, to);
    const float angle = degrees * std::numbers::pi_v<float> / 180;
    EXPECT_NEAR(m(0, 0), 2.5F * std::cos(angle), 1e-4) << degrees;
    EXPECT_NEAR(m(1, 0), 2.5F * std::sin(angle), 1e-4) << degrees;
    EXPECT_NEAR(m(0, 2), 100, 1e-2) << degrees;
    EXPECT_NEAR(m(1, 2), -30, 1e-2) << degrees;
  }
}

// The worked example of Umeyama's paper: triangle (0,0) (1,0) (0,2) onto (0,0) (-1,0) (0,2) gives, without a
// reflection, R = [0.832 0.555; -0.555 0.832], s = 0.721, t = (-0.8, 0.4).
TEST(SimilarityTransform, AgreesWithTheExampleOfThePaper) {
  const std::array<cv::Point2f, 3> from{{{0, 0}, {1, 0}, {0, 2}}}, to{{{0, 0}, {-1, 0}, {0, 2}}};
  const cv::Matx23f m = similarity_transform(from, to);
  EXPECT_NEAR(m(0, 0), 0.6, 1e-3);
  EXPECT_NEAR(m(0, 1), 0.4, 1e-3);
  EXPECT_NEAR(m(1, 0), -0.4, 1e-3);
  EXPECT_NEAR(m(0, 2), -0.8, 1e-3);
  EXPECT_NEAR(m(1, 2), 0.4, 1e-3);
}

TEST(SimilarityTransform, NeverMirrors) {
  Points mirrored = kPoints;
  for (cv::Point2f& point : mirrored) point.x = -point.x;
  const cv::Matx23f m = similarity_transform(kPoints, mirrored);
  EXPECT_GE(m(0, 0) * m(1, 1) - m(0, 1) * m(1, 0), 0);
}

TEST(SimilarityTransform, PointsThatCoincideGiveScaleZeroAndNoNan) {
  Points same;
  same.fill({5, 5});
  const cv::Matx23f m = similarity_transform(same, kPoints);
  EXPECT_EQ(m(0, 0), 0);
  EXPECT_NEAR(m(0, 2), 56.2, 1e-3);
}

TEST(SimilarityTransform, TheInverseBringsPointsBack) {
  const cv::Matx23f m = similarity_transform(kPoints, moved(kPoints, 33, 0.4F, {7, 11}));
  const cv::Matx23f back = inverted(m);
  for (const cv::Point2f& point : kPoints) {
    const cv::Point2f again = apply(back, apply(m, point));
    EXPECT_NEAR(again.x, point.x, 1e-3);
    EXPECT_NEAR(again.y, point.y, 1e-3);
  }
}

TEST(SimilarityTransform, RefusesSetsOfDifferentSize) {
  const std::array<cv::Point2f, 2> two{{{0, 0}, {1, 1}}};
  EXPECT_THROW(similarity_transform(kPoints, two), cv::Exception);
}

}  // namespace
}  // namespace smarttag::vision::faces
